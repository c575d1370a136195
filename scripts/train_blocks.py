"""Trains the block classifier of ``corrobora/pages`` and writes its weights (``corrobora/pages/blocks.npz``).

    python scripts/train_blocks.py ../shared/data/pages --check CV.json     cross-validates by page
    python scripts/train_blocks.py ../shared/data/pages              trains on all pages and writes the weights

Data: Zyte's article-extraction-benchmark (MIT), the development half, with the article's body written out; trafilatura's
990 evaluation pages (Apache-2.0) with segments that belong and that do not. A block of the latter that no segment speaks of
is labelled by what trafilatura keeps, with little weight. Needs the packages of the group ``train`` (JAX, inscriptis).

Two networks of one shape: one reads plain text, one reads HTML (its blocks' elements and what trafilatura keeps besides).
A residual network of dilated convolutions over the page's sequence of blocks; words enter as learned vectors of 8 numbers.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import trafilatura
from inscriptis import get_text

from corrobora.errors import InputError
from corrobora.pages.align import shares
from corrobora.pages.elements import element_features, tokens_of
from corrobora.pages.features import GAPS, INDENT, WORD, Blocks, block_features, word_key
from corrobora.pages.markup import Page, parse, show
from corrobora.pages.metadata import read_metadata
from corrobora.pages.network import DILATIONS, GLOBAL_AT
from corrobora.pages.plain import plain_blocks
from corrobora.text.damage import visible

WEIGHTS = Path(__file__).resolve().parents[1] / "corrobora" / "pages" / "blocks.npz"
CHANNELS, VECTOR, BATCH, LONGEST, RATE = 40, 8, 16, 704, 2e-3
WEAK = {"plain": 0.35, "html": 0.03}
SIZES = (64, 128, 192, 256, 384, 512, 704)


@dataclass
class Sample:
    """One view of a page: its features, and for each block whether it belongs and how much that counts."""

    id: str
    gold: bool
    blocks: Blocks
    labels: np.ndarray
    weights: np.ndarray
    words: np.ndarray
    page: Page | None = None
    extracted: list[float] = field(default_factory=list)
    held: list[float] | None = None
    inputs: tuple[np.ndarray, ...] = ()


def read_pages(folder: Path) -> Iterator[dict[str, Any]]:
    """The pages of both sets: id, html, dump, and body or the segments with and without."""
    with gzip.open(folder / "zyte/pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            data = gzip.decompress((folder / "zyte" / row["html"]).read_bytes())
            yield {"id": row["id"], "html": data.decode("utf-8", "replace"), "dump": row["dump"], "body": row["body"]}
    segments = {row["id"]: row for row in map(json.loads, (folder / "trafilatura/segments.jsonl").open(encoding="utf-8"))}
    with tarfile.open(folder / "trafilatura/html.tar.xz") as archive:
        for member in archive:
            name = member.name.split("/", 1)[-1]
            if name in segments and (file := archive.extractfile(member)):
                data = file.read()
                data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
                yield {"id": name, "html": data.decode("utf-8", "replace"), "dump": None, "body": None, **{
                    key: segments[name][key] for key in ("with", "without")}}


def samples_of(row: dict[str, Any], task: str) -> list[Sample]:
    """The views of a page: for ``plain`` its dump, its visible text and its article alone, for ``html`` its units."""
    try:
        tree = parse(row["html"])
    except InputError:
        return []
    page = show(tree)
    found = trafilatura.extract(tree, include_comments=False) or ""
    if task == "html":
        blocks = Blocks(page.text, [(u.start, u.end) for u in page.units], [0] * len(page.units), [True] * len(page.units))
        sample = _sample(row, blocks, found, WEAK[task])
        if sample is None:
            return []
        body = read_metadata(tree).body
        sample.page, sample.extracted = page, shares(blocks, found)
        sample.held = shares(blocks, body) if body and len(body) > 200 else None
        return [sample]
    try:
        dump = row["dump"] or get_text(row["html"])
    except Exception as error:  # inscriptis fails on some broken pages
        print(f"{row['id']}: no dump: {error}")
        dump = ""
    views = [_sample(row, plain_blocks(visible(text)), found, WEAK[task]) for text in (dump, page.text)]
    clean = _sample({**row, "body": row["body"] or found}, plain_blocks(visible(row["body"] or found)), found, WEAK[task])
    if clean is not None:  # an article alone, without any clutter, is all article
        clean.labels[:] = True
        clean.weights[:] = 0.5 if row["body"] else 0.2
        views.append(clean)
    return [view for view in views if view is not None]


def _sample(row: dict[str, Any], blocks: Blocks, found: str, weak: float) -> Sample | None:
    texts = [blocks.text[start:end] for start, end in blocks.spans]
    if not texts:
        return None
    labels = np.array(shares(blocks, row["body"] if row["body"] is not None else found)) >= 0.5
    weights = np.ones(len(texts)) if row["body"] is not None else np.full(len(texts), weak)
    if row["body"] is None:
        for i, text in enumerate(texts):
            if any(segment in text for segment in row["with"]):
                labels[i], weights[i] = True, 1
            for segment in row["without"]:
                if segment in text and (not labels[i] or 2 * len(segment) > len(text)):
                    labels[i], weights[i] = False, 1
    return Sample(row["id"], row["body"] is not None, blocks, labels, weights, blocks.sizes.astype(np.int64))


def vocabulary_of(samples: list[Sample], least: int) -> dict[str, int]:
    """Words of at least ``least`` pages, numbered from 1 by their frequency; 0 is every other word."""
    pages: dict[str, set[str]] = {}
    for sample in samples:
        pages.setdefault(sample.id, set()).update(word_key(w) for w in WORD.findall(sample.blocks.text.lower()))
    found = Counter(word for words in pages.values() for word in words)
    return {w: i + 1 for i, (w, _) in enumerate(sorted(((w, c) for w, c in found.items() if c >= least), key=lambda x: (-x[1],
        x[0])))}


def tokens_vocabulary(samples: list[Sample], least: int) -> dict[str, int]:
    """Words of class names and ids of at least ``least`` pages."""
    found = Counter(t for s in samples if s.page for t in {t for names in set(s.page.names) for t in tokens_of(names)})
    return {w: i for i, (w, _) in enumerate(sorted(((w, c) for w, c in found.items() if c >= least), key=lambda x: (-x[1],
        x[0])))}


def add_inputs(samples: list[Sample], words: dict[str, int], tokens: dict[str, int]) -> None:
    """Computes the features of every sample; the trees are not needed any more after that."""
    for sample in samples:
        numbers, ids = block_features(sample.blocks, words)
        if sample.page is None:
            sample.inputs = (numbers, ids)
        else:
            more, classes = element_features(sample.page, sample.words.astype(np.float32), sample.extracted, sample.held,
                tokens)
            sample.inputs = (np.concatenate([numbers, more], axis=1), ids, classes)
        sample.page = None


# ---------------------------------------------------------------- the network


def new_weights(seed: int, width: int, words: int, tokens: int) -> dict[str, jax.Array]:
    keys = iter(jax.random.split(jax.random.PRNGKey(seed), 40))

    def matrix(rows: int, columns: int, scale: float) -> jax.Array:
        return jax.random.normal(next(keys), (rows, columns)) * np.sqrt(2 / rows) * scale

    wide = width + 3 * VECTOR + (VECTOR if tokens else 0)
    weights = {
        "words": jax.random.normal(next(keys), (words + 1, VECTOR)) * 0.1, "in": matrix(wide, CHANNELS, 1),
        "in_bias": jnp.zeros(CHANNELS),
        "page": matrix(2 * CHANNELS, CHANNELS, 0.3), "page_bias": jnp.zeros(CHANNELS), "out": matrix(CHANNELS, 1, 0.3),
        "out_bias": jnp.zeros(1),
    }
    if tokens:
        weights["tokens"] = jax.random.normal(next(keys), (tokens, VECTOR)) * 0.1
    for i in range(len(DILATIONS)):
        weights |= {f"conv{i}": matrix(3 * CHANNELS, CHANNELS, 0.5), f"conv{i}_bias": jnp.zeros(CHANNELS)}
    return weights


def shift(x: jax.Array, k: int) -> jax.Array:
    return jnp.pad(x, ((0, 0), (max(k, 0), max(-k, 0)), (0, 0)))[:, max(-k, 0):max(-k, 0) + x.shape[1]]


def forward(w: dict[str, jax.Array], inputs: tuple[jax.Array, ...], mask: jax.Array, key: jax.Array | None = None) -> jax.Array:
    """Log odds of every block: ``corrobora.pages.network.log_odds`` for batches, with dropout if a key is given."""
    numbers, ids = inputs[0], inputs[1]
    used = (ids >= 0)[..., None].astype(jnp.float32)
    if key is not None:
        used = used * jax.random.bernoulli(jax.random.fold_in(key, 99), 0.85, used.shape)
    vectors = w["words"][jnp.maximum(ids, 0)]
    most = jnp.max(jnp.where(used > 0, vectors, -1e3), 2)
    parts = [numbers, (vectors * used).sum(2) / jnp.maximum(used.sum(2), 1), jnp.where(most < -100, 0, most),
        (vectors * used)[:, :, :2].sum(2)]
    if "tokens" in w:
        known = (inputs[2] >= 0)[..., None].astype(jnp.float32)
        if key is not None:
            known = known * jax.random.bernoulli(jax.random.fold_in(key, 98), 0.7, known.shape)
        parts.append((w["tokens"][jnp.maximum(inputs[2], 0)] * known).sum(2) / jnp.maximum(known.sum(2), 1))
    h = jax.nn.relu(jnp.concatenate(parts, -1) @ w["in"] + w["in_bias"]) * mask[..., None]
    for i, d in enumerate(DILATIONS):
        if i == GLOBAL_AT:
            whole = jnp.concatenate([h.sum(1) / jnp.maximum(mask.sum(1), 1)[:, None], h.max(1)], -1)
            h = (h + jax.nn.relu(whole @ w["page"] + w["page_bias"])[:, None]) * mask[..., None]
        z = jax.nn.relu(jnp.concatenate([shift(h, d), h, shift(h, -d)], -1) @ w[f"conv{i}"] + w[f"conv{i}_bias"])
        if key is not None:
            z = z * jax.random.bernoulli(jax.random.fold_in(key, i), 0.8, z.shape) / 0.8
        h = (h + z) * mask[..., None]
    return (h @ w["out"] + w["out_bias"])[..., 0]


def loss(w: dict[str, jax.Array], batch: tuple[Any, ...], key: jax.Array) -> jax.Array:
    inputs, mask, labels, weights = batch
    z = forward(w, inputs, mask, key)
    each = jnp.maximum(z, 0) - z * labels + jnp.log1p(jnp.exp(-jnp.abs(z)))
    return (each * weights).sum() / weights.shape[0] + 1e-5 * sum((v**2).sum() for v in w.values())


@jax.jit
def step(state: tuple[Any, ...], t: float, rate: float, batch: tuple[Any, ...], key: jax.Array) -> tuple[Any, ...]:
    """One step of Adam (Kingma and Ba 2015) and of the running mean of the weights."""
    w, first, second, mean = state
    g = jax.grad(loss)(w, batch, key)
    first = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b, first, g)
    second = jax.tree.map(lambda a, b: 0.99 * a + 0.01 * b * b, second, g)
    w = jax.tree.map(lambda a, b, c: a - rate * (b / (1 - 0.9**t)) / (jnp.sqrt(c / (1 - 0.99**t)) + 1e-8), w, first, second)
    return w, first, second, jax.tree.map(lambda a, b: 0.99 * a + 0.01 * b, mean, w)


def pack(samples: list[Sample], dice: np.random.Generator) -> tuple[Any, ...]:
    """Pages padded to one length. Half of the plain pages lose their indentation, for many dumps have none; a third get a blank
    line between all blocks, or between none."""
    sizes = [min(len(s.labels), LONGEST) for s in samples]
    n = next(size for size in SIZES if size >= max(sizes))
    shape = (len(samples), n)
    inputs = tuple(np.full((*shape, a.shape[1]), 0 if a.dtype == np.float32 else -1, a.dtype) for a in samples[0].inputs)
    mask, labels, weights = (np.zeros(shape, np.float32) for _ in range(3))
    for i, (s, k) in enumerate(zip(samples, sizes, strict=True)):
        for whole, own in zip(inputs, s.inputs, strict=True):
            whole[i, :k] = own[:k]
        mask[i, :k], labels[i, :k] = 1, s.labels[:k]
        words = np.minimum(s.words[:k], 150) + 2.0
        weights[i, :k] = s.weights[:k] * words / max((words * s.labels[:k]).sum(), 0.3 * words.sum())
        if len(inputs) == 2 and dice.random() < 0.5:
            inputs[0][i][:, list(INDENT)] = 0
        if len(inputs) == 2 and dice.random() < 0.33:
            inputs[0][i][:k, list(GAPS)] = dice.integers(2)
    return inputs, mask, labels, weights


def train(samples: list[Sample], words: int, tokens: int, seed: int, epochs: int) -> dict[str, np.ndarray]:
    """The running mean of the weights after the epochs. An epoch sees a part of the silver pages and every gold page
    some times, each time in one of its views."""
    dice = np.random.default_rng(seed)
    w = new_weights(seed, samples[0].inputs[0].shape[1], words, tokens)
    zeros = jax.tree.map(jnp.zeros_like, w)
    state = (w, zeros, zeros, w)
    views: dict[str, list[Sample]] = {}
    for sample in samples:
        views.setdefault(sample.id, []).append(sample)
    gold, silver = [v for v in views.values() if v[0].gold], [v for v in views.values() if not v[0].gold]
    share, times = (0.3, 4) if tokens else (0.5, 2)
    total, t = epochs * (int(len(silver) * share) + times * len(gold)) // BATCH, 0
    for _ in range(epochs):
        picked = [silver[i] for i in dice.permutation(len(silver))[:int(len(silver) * share)]] + gold * times
        chosen = [v[dice.integers(len(v))] for v in picked]
        chosen.sort(key=lambda s: min(len(s.labels), LONGEST) + dice.random() * 20)
        batches = [chosen[i:i + BATCH] for i in range(0, len(chosen) - BATCH + 1, BATCH)]
        dice.shuffle(batches)  # type: ignore[arg-type]
        for batch in batches:
            t += 1
            rate = RATE * min(1, t / 50) * (0.5 + 0.5 * np.cos(np.pi * min(t / total, 1))) + 1e-5
            state = step(state, float(t), rate, pack(batch, dice), jax.random.PRNGKey(1000 * seed + t))
    return {name: np.asarray(value, np.float16) for name, value in state[3].items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--task", choices=("plain", "html", "both"), default="both")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--check", type=Path,
        help="cross-validate; write the held-out log odds of every gold page here (.json)")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--cache", type=Path, help="keep the features here between runs (one file a task)")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    rows = list(read_pages(options.folder))
    known = dict(np.load(options.out)) if options.out.exists() else {}
    for task in ("plain", "html") if options.task == "both" else (options.task,):
        began = time.time()
        cache = options.cache.with_suffix(f".{task}.pickle") if options.cache else None
        if cache and cache.exists():
            samples, words, tokens = pickle.loads(cache.read_bytes())
        else:
            samples = [sample for row in rows for sample in samples_of(row, task)]
            words, tokens = vocabulary_of(samples, 12), tokens_vocabulary(samples, 10)
            add_inputs(samples, words, tokens)
            if cache:
                cache.write_bytes(pickle.dumps((samples, words, tokens)))
        print(f"{task}: {len(samples)} samples, {len(words)} words, {len(tokens)} class words, {time.time() - began:.0f} s",
            flush=True)
        if options.check:
            check(samples, len(words), len(tokens), options.epochs, options.check.with_suffix(f".{task}.json"), options.folds)
            continue
        weights = train(samples, len(words), len(tokens), 0, options.epochs)
        known = {k: v for k, v in known.items() if not k.startswith(f"{task}/")} | {f"{task}/{k}": v for k,
            v in weights.items()}
        known |= {f"{task}/word_list": np.array("\n".join(words)), f"{task}/token_list": np.array("\n".join(tokens))}
        np.savez_compressed(options.out, **known)
        print(f"{task}: trained in {time.time() - began:.0f} s; {options.out.stat().st_size:,} bytes", flush=True)


def check(samples: list[Sample], words: int, tokens: int, epochs: int, out: Path, folds: int) -> None:
    """Cross-validation by page over the pages with a written-out body; the 990 others are always trained on."""
    from corrobora.pages.network import log_odds

    names = sorted({s.id for s in samples if s.gold})
    np.random.default_rng(1).shuffle(names)
    results: dict[str, list[list[float]]] = {}
    for fold in range(folds):
        held = set(names[fold::folds])
        weights = {k: v.astype(np.float32) for k, v in train([s for s in samples if s.id not in held], words, tokens, fold,
            epochs).items()}
        for sample in samples:
            if sample.id in held:
                results.setdefault(sample.id, []).append([float(z) for z in log_odds(weights, *sample.inputs)])
        print(f"fold {fold + 1} of {folds}", flush=True)
    out.write_text(json.dumps(results), encoding="utf-8")


if __name__ == "__main__":
    main()
