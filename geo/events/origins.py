"""From a claim's speaker and document to its chain of voices, by the rules of `geo.events.assembly`."""

import re

import pandas as pd

from geo.events.assembly import trace


def trace_claims(
    claims: pd.DataFrame, documents: pd.DataFrame, outlets: pd.DataFrame, voices: pd.DataFrame, speakers: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, str]]:
    """For each claim, in its row, `origin` (a voice's id) and `chain` (ids, origin first); and the name of every id.

    `claims` has `speaker` and `document_key`; `documents` is indexed by document_key, `outlets` by outlet_id, `voices` by
    voice_id, `speakers` by speaker. An agency in `via` that is neither a voice nor an outlet gets an id made of its name.
    """
    names = {**outlets["name"].to_dict(), **voices["name"].to_dict()}
    ids = {name: key for key, name in names.items()}
    chains = []
    for speaker, key in zip(claims["speaker"], claims["document_key"], strict=True):
        document = documents.loc[key]
        carriers = [name for name in map(str.strip, document["via"].split(";")) if name]
        for name in carriers:
            names.setdefault(ids.setdefault(name, _slug(name)), name)
        chains.append(trace(speakers.at[speaker, "voice_id"], document["outlet_id"], [ids[name] for name in carriers]))
    return pd.DataFrame({"origin": [chain[0] for chain in chains], "chain": chains}, index=claims.index), names


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
