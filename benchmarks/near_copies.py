"""How long the search for copies takes: made articles of 400 words, one in seven a near-copy of an earlier one.

    python benchmarks/near_copies.py 100000

Words are made from syllables with the frequencies of a language (Zipf); a near-copy has a sentence dropped, numbers changed,
another headline, and is printed up to two days later. Prints how many of the copies were found and what it cost.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from datetime import date, timedelta
from itertools import accumulate

from corrobora.events.origins import origins_among, words_told
from corrobora.records import Article

VOCABULARY = 40_000
PER_DAY = 500


def make(count: int, seed: int = 0) -> tuple[list[Article], list[tuple[int, int]]]:
    """Articles, and the pairs (article, its model) of those that are copies."""
    dice = random.Random(seed)
    words = ["".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(dice.randint(1, 4)))
             for _ in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))

    def sentence() -> str:
        drawn = dice.choices(words, cum_weights=weights, k=dice.randint(12, 28))
        drawn = [str(dice.randint(2, 400)) if dice.random() < 0.03 else w.title() if dice.random() < 0.08 else w for w in drawn]
        said = f'"{" ".join(drawn[3:])}", {" ".join(drawn[:3])}' if dice.random() < 0.15 else " ".join(drawn)
        return said[0].upper() + said[1:] + "."

    bodies: list[list[str]] = []
    pairs, articles = [], []
    for number in range(count):
        day = date(2013, 1, 1) + timedelta(days=number // PER_DAY)
        if bodies and dice.random() < 1 / 7:
            model = number - dice.randint(1, min(number, 2 * PER_DAY))
            body = [line for line in bodies[model] if dice.random() > 0.06] or bodies[model]
            body = [" ".join(str(dice.randint(2, 400)) if w.isdigit() else w for w in line.split(" ")) for line in body]
            pairs.append((number, model))
        else:
            body = [sentence() for _ in range(20)]
        bodies.append(body)
        text = sentence() + "\n" + "\n".join(" ".join(body[at:at + 3]) for at in range(0, len(body), 3))
        articles.append(Article(id=f"a{number:06d}", source="made", published=day.isoformat(), text=text))
    return articles, pairs


def main(count: int) -> None:
    articles, pairs = make(count)
    words = sum(len(article.text.split()) for article in articles[:1000]) / min(count, 1000)
    wall, busy = time.perf_counter(), time.process_time()
    told = [words_told(article) for article in articles]
    folding = time.process_time() - busy
    origins = origins_among(told)
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    origin = {article: o.id for o in origins for article in o.articles}
    found = sum(origin[f"a{a:06d}"] == origin[f"a{b:06d}"] for a, b in pairs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print("| articles | words each | copies found | seconds (processor) | of it words, by those who read | peak memory, GB |")
    print("|---|---|---|---|---|---|")
    print(f"| {count} | {words:.0f} | {found} of {len(pairs)} | {wall:.1f} ({busy:.1f}) | {folding:.1f} | {peak:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]))
