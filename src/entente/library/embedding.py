"""Texts as points, so that texts on one matter are close; all on this machine."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray
    from wordllama.inference import WordLlamaInference

DIMENSIONS = 256
_BATCH = 256
_lock = threading.Lock()
_loaded: list[WordLlamaInference] = []


def embed(texts: Iterable[str]) -> NDArray[np.float32]:
    """Embed each text as a point on the unit sphere.

    The point is the mean of the points of the words and word parts of the text, so the order of
    words does not matter; the dot product of two rows is their likeness (cosine), from -1 to 1. The
    model comes with the package ``wordllama``; the network is never used. It is loaded at the
    first call and kept. The same text gives the same row, whatever is beside it.

    Args:
        texts: Plain texts of any length.

    Returns:
        Shape ``(n, 256)``, rows of length 1; a row of zeros for a text without words.

    Source:
        Miller (2024), WordLlama: recycled token embeddings from large language models.

    Examples:
        >>> ships, navy, bread = embed(["warships at sea", "a naval patrol", "how to bake bread"])
        >>> bool(ships @ navy > ships @ bread)
        True
    """
    import numpy as np

    texts = list(texts)
    rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    filled = [i for i, text in enumerate(texts) if text and not text.isspace()]
    if not filled:
        return rows
    model = _model()
    for start in range(0, len(filled), _BATCH):
        batch = filled[start : start + _BATCH]
        # A lone half of a surrogate pair is not text, and the tokeniser refuses it.
        clean = [texts[i].encode("utf-8", "replace").decode("utf-8") for i in batch]
        encoded = model.tokenizer.encode_batch(clean, add_special_tokens=False)
        for i, one in zip(batch, encoded, strict=True):
            # Counting first keeps a long text small, and makes the sum free of word order.
            ids, counts = np.unique(np.asarray(one.ids, dtype=np.int64), return_counts=True)
            row = (model.embedding[ids] * counts[:, None].astype(np.float32)).sum(axis=0)
            length = float(np.linalg.norm(row))
            if length > 0:
                rows[i] = row / length
    return rows


def _model() -> WordLlamaInference:
    with _lock:
        if not _loaded:
            # The package turns on logging for everybody when it is imported; that is undone.
            root = logging.getLogger()
            level, handlers = root.level, list(root.handlers)
            import wordllama

            root.setLevel(level)
            root.handlers[:] = handlers
            folder = Path(wordllama.__file__).parent
            model = wordllama.WordLlama.load(
                cache_dir=folder, dim=DIMENSIONS, disable_download=True
            )
            model.tokenizer.no_padding()
            _loaded.append(model)
        return _loaded[0]
