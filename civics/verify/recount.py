"""Count a published ballot again, in code of its own: this one file and Python, nothing else.

`python recount.py BUNDLE.json [--json]` leaves with 0 when both counts agree, 1 when not, 2 when it cannot count.
"""

import hashlib
import json
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

VALID = ("for", "against", "abstain", "follow")
TAKING = {"valid_ballots": VALID, "all_ballots": (*VALID, "void"), "presence": (*VALID, "void", "present")}
SAID = ("silent", *VALID, "void", "present")
BROKEN = (OSError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
Part = dict[str, Any]


def text(value: Any) -> str:
    """Write a value in the one canonical way: sorted keys, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha(value: str) -> str:
    """Hash a text."""
    return hashlib.sha256(value.encode()).hexdigest()


def heads_of(question: Part, rules: Part) -> tuple[Part, Part]:
    """Merge the register into heads, or take the roll as it is: units, area, served or not; and their sum."""
    voters = question["voters"]
    rows = question["units"] or [[one[0], one[1], one[:1], None, "delivered", ""] for one in voters]
    served = {*question["served_units"], *(one[0] for one in voters if one[2])}
    owned = defaultdict(list)
    for unit, area, owners, _, state, use in rows:
        if use != "parking" or rules["parking_counts"]:
            owned[(state == "delivered", *sorted(owners))].append((unit, area))
    heads: Part = {}
    for homes in owned.values():
        units = sorted(unit for unit, _ in homes)
        heads[units[0]] = (units, sum(area for _, area in homes), not served.isdisjoint(units))
    return heads, {"heads": len(heads) or question["size"], "area": sum(head[1] for head in heads.values())}


def _papers_of(question: Part, heads: Part) -> dict[str, list[Any]]:
    """Give the paper of each head, or of each number when papers are secret; refuse what cannot be."""
    home = {unit: name for name, (units, _, _) in heads.items() for unit in units}
    papers: dict[str, list[Any]] = {}
    for ballot in question["ballots"]:
        key = ballot[0] if question["secret"] else home[ballot[0]]
        first = papers.setdefault(key, ballot)
        if first is not ballot and (question["secret"] or first[1:] != ballot[1:]):
            raise ValueError(f"two papers of {key}")
    marks = sum(voter[3] for voter in question["voters"]) if question["voters"] else question["size"]
    cast = sum(ballot[3] for ballot in papers.values())
    if question["secret"] and (cast > marks or (question["voters"] and cast != marks)):
        raise ValueError(f"{cast} papers for {marks} marks")
    return papers


def compare(bar: Part, part: int, base: Part) -> Part:
    """Hold a number against a threshold as a fraction (the first count multiplies crosswise)."""
    limit = Fraction(*bar["share"]) * base[bar["of"]]
    least = max(1, -(-limit // 1) if bar["inclusive"] else limit // 1 + 1)
    return {"part": part, "whole": base[bar["of"]], "holds": part >= least, "missing": max(0, least - part)}


def reading(sums: Part, total: Part, rules: Part, claimed: Part, silent: str) -> Part:
    """Read the sums once, with silence understood in one way."""
    quorum, passing = rules["modes"][claimed["mode"]], rules["classes"][claimed["class"]]
    counts: Part = {}
    for measure in rules["measures"]:
        said = {word: sums[word][measure] for word in SAID}
        mute = 0 if silent == "not_counted" else sums["served"][measure]
        followers = said["follow"] + (mute if silent == "joins_majority" else 0)
        top = sorted(((said[word], word) for word in VALID[:3]), reverse=True)
        leader = top[0][1] if top[0][0] > top[1][0] else "none"
        taking = mute + sum(said[word] for word in TAKING[rules["taking_part"]])
        base = {"roll": total[measure], "taking_part": taking}
        agreed, opposed = (said[word] + (followers if word == leader else 0) for word in VALID[:2])
        joined = {"majority": leader, "followers": followers, "in_favour": agreed, "opposed": opposed}
        turnout = compare(quorum, taking, base) if quorum else None
        counts[measure] = {**base, **joined, "quorum": turnout, "passing": compare(passing, agreed, base)}
    enough = all(count["quorum"] is None or count["quorum"]["holds"] for count in counts.values())
    verdict = ("rejected", "passed")[all(count["passing"]["holds"] for count in counts.values())]
    return {"silent_as": silent, "counts": counts, "verdict": verdict if enough else "no_quorum"}


def decision(question: Part, rules: Part, claimed: Part) -> Part:
    """Count yes and no."""
    heads, total = heads_of(question, rules)
    papers = _papers_of(question, heads)
    sums = {word: Counter(heads=0, area=0) for word in (*SAID, "served")}
    for paper in papers.values() if question["secret"] else ():
        sums[paper[1]]["heads"] += paper[3]
    for name, (_, area, served) in () if question["secret"] else heads.items():
        word = papers[name][1] if name in papers else "silent"
        for bucket in (word, "served") if served and word == "silent" else (word,):
            sums[bucket].update(heads=1, area=area if "area" in rules["measures"] else 0)
    sums["silent"]["heads"] = total["heads"] - sum(sums[word]["heads"] for word in SAID[1:])
    says = rules["non_response"]
    alone = reading(sums, total, rules, claimed, "not_counted")
    both = reading(sums, total, rules, claimed, "joins_majority" if says == "not_counted" else says)
    verdict = (alone if says == "not_counted" else both)["verdict"]
    counted = {"roll": total, "said": {word: sums[word] for word in SAID}}
    return {**counted, "verdict": verdict, "statutory": alone, "with_silent": both}


def election(question: Part, rules: Part, claimed: Part, seed: str | None) -> Part:
    """Count names and fill the seats."""
    heads, total = heads_of(question, rules)
    asked, terms = question["election"], rules["election"]
    valid, void = Counter(heads=0, area=0), Counter(heads=0, area=0)
    votes = {name: Counter(heads=0, area=0) for name in asked["candidates"]}
    for key, (_, word, names, copies) in _papers_of(question, heads).items():
        spoilt = word == "void" or (asked["limit"] is not None and len(names) > asked["limit"])
        boxes = [void] if spoilt else [valid, *(votes[name] for name in names)]
        for bucket in boxes if word != "present" else ():
            bucket.update(heads=copies, area=heads[key][1] if "area" in rules["measures"] else 0)
    taking = valid.copy()
    taking.update({} if rules["taking_part"] == "valid_ballots" else void)
    bases = {one: {"roll": total[one], "taking_part": taking[one]} for one in rules["measures"]}
    quorum, bar = rules["modes"][claimed["mode"]], terms["bar" if asked["round"] == "first" else "runoff_bar"]
    turnout = [compare(quorum, taking[one], base) for one, base in bases.items()] if quorum else []
    order = {name: [-got[one] for one in terms["rank_by"]] for name, got in votes.items()}
    rows = []
    for name in sorted(votes, key=lambda name: (order[name], name)):
        tests = [compare(bar, votes[name][one], base) for one, base in bases.items()] if bar else []
        clears = votes[name]["heads"] > 0 and all(test["holds"] for test in tests)
        rows.append({"candidate": name, "votes": votes[name], "bar": tests, "clears": clears})
    enough = all(test["holds"] for test in turnout)
    counted = {"valid": valid, "void": void, "roll": total, "taking_part": taking, "quorum": turnout}
    tickets = {name: sha(f"linli lot v1\n{seed}\n{question['contest']}\n{name}") for name in votes if seed}
    seats = seat(rows, asked, rules, order, tickets) if enough else {"elected": [], "tied": []}
    return {**counted, "has_quorum": enough, "standings": rows, **seats}


def seat(rows: list[Part], asked: Part, rules: Part, order: Part, tickets: Part) -> Part:
    """Fill the seats from the top; tell the tied, the lot, and what must follow."""
    clear, seats = [row["candidate"] for row in rows if row["clears"]], asked["seats"]
    elected, tied = clear[:seats], list[str]()
    if len(clear) > seats and order[clear[seats - 1]] == order[clear[seats]]:
        tied = [name for name in clear if order[name] == order[clear[seats]]]
        elected = [name for name in clear if order[name] < order[clear[seats]]]
    lot = sorted(([name, tickets[name]] for name in tied if tickets), key=lambda ticket: ticket[1])
    elected += [name for name, _ in lot[: seats - len(elected)]]
    empty, rest = seats - len(elected), [row["candidate"] for row in rows if row["candidate"] not in elected]
    follows, running = "new_nomination", list[str]()
    if tied and not lot:
        follows, running = "lot" if rules["ties"] == "lot" else "new_ballot", tied
    elif rest and asked["round"] == "first" and rules["election"]["runoff"] != "none":
        last = order[rest[min(empty, len(rest) - 1)]]
        follows, running = "runoff", [name for name in rest if order[name] <= last]
    steps = [{"kind": follows, "seats": empty, "candidates": running}] if empty else []
    return {"elected": elected, "tied": tied, "lot": lot, "next": steps}


def flat(value: Any, path: str) -> dict[str, str]:
    """Write a value as paths and what stands there; a list begins with its length."""
    if not isinstance(value, dict | list):
        return {path: repr(value)}
    pairs = value.items() if isinstance(value, dict) else enumerate([len(value), *value])
    return {at: told for key, part in pairs for at, told in flat(part, f"{path}.{key}").items()}


def recount(bundle: Part) -> tuple[list[str], Part]:
    """Count a bundle again; give the differences, none when all agrees, and our own outcome."""
    question, document = bundle["question"], bundle["document"]
    asked = (question, document["rule_set"], document["outcome"])
    ours = election(*asked, document["seed"]) if question["election"] else decision(*asked)
    roll = {word: question[word] for word in ("units", "served_units", "voters", "size")}
    seals = {"papers_sha256": sha(text(question["ballots"])), "roll_sha256": sha(text(roll))}
    found = flat({"outcome": ours, "seals": seals, "question": sha(text(question))}, "")
    claims = {"outcome": document["outcome"], "seals": bundle["seals"], "question": document["input_sha256"]}
    told = flat(claims, "")
    wrong = [(at, value) for at, value in found.items() if value != told.get(at)]
    return [f"{at[1:]}: counted {value}, published {told.get(at)}" for at, value in wrong], ours


def main(arguments: list[str]) -> int:
    """Read the bundle named first, count it again, and say what differs."""
    try:
        bundle = json.loads(Path(arguments[0]).read_bytes())
        found, ours = recount(bundle)
        bars = bundle["document"]["rule_set"]["modes"] | bundle["document"]["rule_set"]["classes"]
        lines = [f"{name}: {bar['share']} {bar['of']}, {bar['article']}" for name, bar in bars.items() if bar]
    except BROKEN as broken:
        line, reason = getattr(broken, "lineno", 1), ascii(str(broken) or type(broken).__name__)[:90]
        sys.stderr.write(f"error: line {line}: this is no bundle that can be counted: {reason}\n")
        return 2
    lines += [f"differs: {line}" for line in found] + ["It DIFFERS." if found else "Both counts agree."]
    told = text({"agrees": not found, "differences": found, "outcome": ours})
    sys.stdout.write((told if "--json" in arguments else "\n".join(lines)) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
