"""Terms that several sources share."""

from __future__ import annotations

from entente.sources import Licence

UNITED_NATIONS = Licence(
    "UN terms of use",
    "https://www.un.org/en/about-us/terms-of-use",
    may_redistribute=True,
    note="Copyright United Nations; non-commercial use with attribution.",
    non_commercial=True,
)
VOETEN = Licence(
    "Harvard Dataverse terms of the dataset",
    "https://dataverse.harvard.edu/dataset.xhtml?persistentId=doi:10.7910/DVN/LEJUQZ",
    may_redistribute=True,
    note="Free for research with citation.",
)
INTERNATIONAL_TRADE = Licence(
    "IMF, OECD and World Bank terms, UN Comtrade terms",
    "https://www.imf.org/external/terms.htm",
    may_redistribute=True,
    note="Reuse with attribution; of the rows tagged comtrade only small extracts.",
)
SIPRI = Licence(
    "SIPRI terms and conditions",
    "https://www.sipri.org/about/terms-and-conditions",
    may_redistribute=False,
    note=(
        "Non-commercial use with a reference. The register stays with SIPRI; only figures derived "
        "from it are carried here."
    ),
    non_commercial=True,
)
CORRELATES_OF_WAR = Licence(
    "Correlates of War terms",
    "https://correlatesofwar.org/data-sets/national-material-capabilities/",
    may_redistribute=True,
    note="Free for public and academic use with citation.",
)
