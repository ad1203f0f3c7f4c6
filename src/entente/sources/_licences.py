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
CC0 = Licence(
    "CC0 1.0",
    "https://creativecommons.org/publicdomain/zero/1.0/",
    may_redistribute=True,
    note="Public domain.",
)
GDELT = Licence(
    "GDELT terms",
    "https://www.gdeltproject.org/about.html#termsofuse",
    may_redistribute=True,
    note="Free for any use with a citation and a link.",
)
ICEWS = Licence(
    "Harvard Dataverse terms of the dataset",
    "https://doi.org/10.7910/DVN/28075",
    may_redistribute=False,
    note="Free with citation; only counts derived from the events are carried here.",
)
FBIC = Licence(
    "Free for research with citation",
    "https://korbel.du.edu/pardee/content/formal-bilateral-influence-capacity",
    may_redistribute=False,
    note="Only figures derived from the index are carried here.",
)
JNTO = Licence(
    "JNTO terms",
    "https://statistics.jnto.go.jp/en/",
    may_redistribute=True,
    note="Quote the source.",
)
OFFICIAL_FIGURES = Licence(
    "Official statistics",
    "https://www.customs.go.jp/toukei/info/index_e.htm",
    may_redistribute=True,
    note="Figures of the state's own service; name it.",
)
FACTS = Licence(
    "Facts",
    "http://english.customs.gov.cn/",
    may_redistribute=True,
    note="Single figures and facts that others reported.",
)
