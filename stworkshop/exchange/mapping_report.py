"""What an import tells: each sentence says what, how many and why, in the words of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from stworkshop.exchange import arranging
from stworkshop.exchange.foreign import Foreign, Report
from stworkshop.exchange.foreign_words import normal
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.kind_words import kind_plural, kind_word
from stworkshop.model.records import Value
from stworkshop.validation.clean_text import clean_label

_MOST_NAMED = 5


class Telling:
    """Counts what happens on the way; `report` puts it into sentences."""

    def __init__(self) -> None:
        self._noted: dict[str, Counter[str]] = {}
        self._pairs: dict[str, Counter[tuple[str, str]]] = {}

    def note(self, what: str, words: str) -> None:
        """Note that something of this sort happened to `words`."""
        self._noted.setdefault(what, Counter())[words] += 1

    def kind(self, word: str, kind: str) -> None:
        """Note that a word of the file became a kind."""
        self._pairs.setdefault("kind", Counter())[word, kind] += 1

    def relation(self, word: str, relation: str) -> None:
        """Note that a word of the file became a relation."""
        self._pairs.setdefault("relation", Counter())[word, relation] += 1

    def likeliest(self, word: str, relation: str) -> None:
        """Note that a link of the file got the likeliest relation."""
        self._pairs.setdefault("likeliest", Counter())[word, relation] += 1

    def topic(self, word: str, topic: str) -> None:
        """Note that a word of the file became a topic."""
        self._pairs.setdefault("topic", Counter())[word, topic] += 1

    def value(self, field: str, value: str) -> None:
        """Note that a value does not fit its field."""
        self._pairs.setdefault("value", Counter())[field, value] += 1

    def report(self, foreign: Foreign, records: Sequence[Mapping[str, Value]], catalogue: Catalogue) -> Report:
        """Return all sentences about the import of a file."""
        return Report(
            tuple(self._taken(records, catalogue)),
            tuple(self._changed(catalogue)),
            (*foreign.left_out, *self._left_out()),
        )

    def _taken(self, records: Sequence[Mapping[str, Value]], catalogue: Catalogue) -> Iterable[str]:
        kinds = Counter(str(entry["kind"]) for entry in records if entry["root"] == "elements")
        for kind, n in kinds.items():
            words = ngettext("{n} new card: {kind}.", "{n} new cards: {kind}.", n)
            label = kind_word(catalogue, kind) if n == 1 else kind_plural(catalogue, kind)
            yield words.format(n=n, kind=label)
        links = sum(entry["root"] == "links" for entry in records)
        if links:
            yield ngettext("{n} new link.", "{n} new links.", links).format(n=links)
        if n := self._count("found"):
            words = ngettext(
                "{n} card of the file is on the map already and is not made again: {names}.",
                "{n} cards of the file are on the map already and are not made again: {names}.",
                n,
            )
            yield words.format(n=n, names=self._names("found"))
        if shape := arranging.told(records):
            yield shape
        if not records:
            yield _("Nothing in the file is new.")

    def _changed(self, catalogue: Catalogue) -> Iterable[str]:
        for (word, kind), n in self._pairs.get("kind", {}).items():
            label = kind_word(catalogue, kind)
            entry = catalogue.kind(kind)
            known = {normal(name) for name in (kind, label, entry.label, entry.plain_label)}
            if clean_label(word) and normal(word) not in known:
                words = ngettext("“{word}” became “{label}”: {n} card.", "“{word}” became “{label}”: {n} cards.", n)
                yield words.format(word=clean_label(word), label=label, n=n)
        for name, n in self._noted.get("own-kind", {}).items():
            words = ngettext(
                "“{name}” is no kind of this program and stays a kind of its own: {n} card.",
                "“{name}” is no kind of this program and stays a kind of its own: {n} cards.",
                n,
            )
            yield words.format(name=name, n=n)
        for name, n in self._noted.get("no-kind", {}).items():
            words = ngettext(
                "The file says no kind of {n} card; it came as “{name}”, a kind of its own.",
                "The file says no kind of {n} cards; they came as “{name}”, a kind of their own.",
                n,
            )
            yield words.format(name=name, n=n)
        yield from self._links_changed(catalogue)
        for (word, topic), n in self._pairs.get("topic", {}).items():
            label = str(catalogue.concepts[topic]["label"])
            if normal(word) not in (normal(label), normal(topic)):
                words = ngettext(
                    "“{word}” became the topic “{label}”: {n} card.",
                    "“{word}” became the topic “{label}”: {n} cards.",
                    n,
                )
                yield words.format(word=clean_label(word), label=label, n=n)
        yield from self._counted(_changes)

    def _links_changed(self, catalogue: Catalogue) -> Iterable[str]:
        for (word, relation), n in self._pairs.get("relation", {}).items():
            entry = catalogue.relations[relation]
            if normal(word) not in (normal(relation), normal(entry.label), normal(entry.inverse_label)):
                words = ngettext("“{word}” became “{label}”: {n} link.", "“{word}” became “{label}”: {n} links.", n)
                yield words.format(word=clean_label(word), label=entry.label, n=n)
        for (word, relation), n in self._pairs.get("likeliest", {}).items():
            label = catalogue.relations[relation].label
            if clean_label(word):
                words = ngettext(
                    "“{word}” is no link of this program: {n} link became “{label}”, the link that fits best; "
                    "its own words are in its note.",
                    "“{word}” is no link of this program: {n} links became “{label}”, the link that fits best; "
                    "their own words are in their notes.",
                    n,
                )
            else:
                words = ngettext(
                    "{n} link without words became “{label}”, the link that fits best.",
                    "{n} links without words became “{label}”, the link that fits best.",
                    n,
                )
            yield words.format(word=clean_label(word), label=label, n=n)
        for relation, n in self._noted.get("turned", {}).items():
            words = ngettext(
                "{n} link “{label}” was turned round, since it holds in one direction only.",
                "{n} links “{label}” were turned round, since they hold in one direction only.",
                n,
            )
            yield words.format(n=n, label=catalogue.relations[relation].label)
        for relation, n in self._noted.get("unusual", {}).items():
            words = ngettext(
                "{n} link “{label}” joins kinds that it does not usually join; it was kept.",
                "{n} links “{label}” join kinds that they do not usually join; they were kept.",
                n,
            )
            yield words.format(n=n, label=catalogue.relations[relation].label)

    def _left_out(self) -> Iterable[str]:
        yield from self._counted(_omissions)
        fields: dict[str, Counter[str]] = {}
        for (field, value), n in self._pairs.get("value", {}).items():
            fields.setdefault(field, Counter())[value] += n
        for field, values in fields.items():
            n = values.total()
            words = ngettext(
                "{n} value of “{field}” does not fit and was left out: {names}.",
                "{n} values of “{field}” do not fit and were left out: {names}.",
                n,
            )
            yield words.format(n=n, field=clean_label(field), names=_listed(values))

    def _count(self, what: str) -> int:
        return self._noted.get(what, Counter()).total()

    def _names(self, what: str) -> str:
        return _listed(self._noted.get(what, Counter()))

    def _counted(self, sentences: object) -> Iterable[str]:
        assert callable(sentences)
        for what, noted in self._noted.items():
            words = sentences(what, noted.total())
            if words and not any(noted):
                words = words.replace(": {names}", "")
            if words:
                yield words.format(n=noted.total(), names=_listed(noted))


def _changes(what: str, n: int) -> str:
    sentences = {
        "topic-unknown": ngettext(
            "{names}: no topic of this program, and so kept in the note of {n} card.",
            "{names}: no topics of this program, and so kept in the notes ({n} times).",
            n,
        ),
        "field": ngettext(
            "Kept in the note of {n} card: {names}.", "Kept in the notes of cards ({n} times): {names}.", n
        ),
        "label-cut": ngettext(
            "The words of {n} card were too long; the rest is in its note: {names}.",
            "The words of {n} cards were too long; the rest is in their notes: {names}.",
            n,
        ),
        "label-from-note": ngettext(
            "{n} card had no words; the first line of its note stands on it: {names}.",
            "{n} cards had no words; the first line of their notes stands on them: {names}.",
            n,
        ),
        "code": ngettext(
            "{n} printed code is taken or does not fit, and the card gets a new one: {names}.",
            "{n} printed codes are taken or do not fit, and the cards get new ones: {names}.",
            n,
        ),
        "like": ngettext(
            "{n} new card looks like one that is there; compare them: {names}.",
            "{n} new cards look like cards that are there; compare them: {names}.",
            n,
        ),
    }
    return sentences.get(what, "")


def _omissions(what: str, n: int) -> str:
    sentences = {
        "empty": ngettext(
            "{n} entry without words was skipped: {names}.", "{n} entries without words were skipped: {names}.", n
        ),
        "chosen-out": ngettext(
            "{n} card was left out, as you chose: {names}.", "{n} cards were left out, as you chose: {names}.", n
        ),
        "kind-left-out": ngettext(
            "{n} card was left out, since its kind was: {names}.",
            "{n} cards were left out, since their kinds were: {names}.",
            n,
        ),
        "topic-left-out": ngettext(
            "{n} word for a topic was left out, as you chose: {names}.",
            "{n} words for topics were left out, as you chose: {names}.",
            n,
        ),
        "relation-left-out": ngettext(
            "{n} link was left out, as you chose: {names}.", "{n} links were left out, as you chose: {names}.", n
        ),
        "lost-end": ngettext(
            "{n} link ends at a card that is not there, and was left out: {names}.",
            "{n} links end at cards that are not there, and were left out: {names}.",
            n,
        ),
        "to-itself": ngettext(
            "{n} link joins a card to itself, and was left out.",
            "{n} links join a card to itself, and were left out.",
            n,
        ),
        "twin": ngettext(
            "{n} link says what another one says, and was left out.",
            "{n} links say what others say, and were left out.",
            n,
        ),
        "note-cut": ngettext(
            "{n} note was too long, and its end was left out: {names}.",
            "{n} notes were too long, and their ends were left out: {names}.",
            n,
        ),
    }
    return sentences.get(what, "")


def _listed(noted: Counter[str]) -> str:
    """Return the first words noted, in quotation marks, and how many more there are."""
    names = [f"“{word}”" for word in noted if word]
    more = len(names) - _MOST_NAMED
    if more > 0:
        return _("{names} and {more} more").format(names=", ".join(names[:_MOST_NAMED]), more=more)
    return ", ".join(names)
