"""The analyst's grades: a form for an outlet or a claim, the history, and the file that the user owns."""

from typing import Any

import streamlit as st

from geo.events import grade_log
from geo.events.append_log import LONGEST, Refused
from geo.events.grades import grades_file, scale_of
from geo.out import cards, escaped, graded
from pages import caches, current

WHOSE = (
    "Grades (Admiralty code: A–F how reliable the outlet is, 1–6 how credible the claim) are the analyst's, never the "
    "project's; without one it is F and 6, “cannot be judged”. Names are as typed."
)


def draw_grading(subject: str, name: str) -> None:
    """The present grade with its history, and a form for another; `name` tells apart the forms of a page."""
    atlas, scale = caches.atlas(), scale_of(subject)
    st.html(cards.grade_history(atlas, subject))
    grade, by, why = (f"{name}_{field}_{subject}_{current.page()}" for field in ("grade", "by", "why"))

    def keep(chosen: str, who: str, reason: str) -> tuple[bool, str]:
        current.remember("analyst", who)
        try:
            row = grade_log.add_grade(grades_file(), atlas.subjects, subject, chosen or "", who, reason)
        except Refused as refused:
            return False, str(refused)
        current.remember(why, "")
        return True, f"Kept: {row.about} is {scale[row.grade]}."

    with st.form(f"{name}_form", enter_to_submit=False):
        left, right = st.columns(2)
        left.selectbox("New grade", list(scale), format_func=scale.__getitem__, index=None, key=grade)
        right.text_input("Your name", key=current.widget(by, current.value("analyst", "")), max_chars=LONGEST["by"])
        st.text_input("Why", key=why, max_chars=LONGEST["why"])
        st.form_submit_button("Keep this grade", on_click=current.answered(why, keep, grade, by, why))
    draw_answer(why)


def draw_answer(name: str) -> None:
    """What became of the last try."""
    if told := current.answer(name):
        (st.success if told[0] else st.error)(escaped.plain_markdown(told[1]) if name != "import" else told[1])


def draw_claim_grading(event: str) -> None:
    """A claim of the event to pick, its grade, and the form."""
    with st.expander("Grade these claims", icon=":material/grade:"):
        st.caption(WHOSE)
        options = graded.claim_options(caches.atlas(), event)
        claim = st.selectbox("Claim", list(options), format_func=options.__getitem__, key=f"claim_{current.page()}")
        draw_grading(claim, "claim")


def draw_grades_file() -> None:
    """Download of the file, and a way to add the rows of another."""
    with st.expander("Your file of grades: download it, add another person's", icon=":material/description:"):
        st.caption(
            "One line a change, kept in `grades.csv` in your own folder; `python -m geo grades list` says where."
        )
        try:
            body = grade_log.export_grades(grades_file())
            st.download_button("Download grades.csv", body, "grades.csv", "text/csv", on_click="ignore")
        except OSError as error:
            st.error(f"grades.csv cannot be read ({error.strerror}).")
        st.file_uploader("Another file of grades", "csv", key="grades_upload", max_upload_size=grade_log.LARGEST_MB)
        st.button("Add its rows", on_click=current.answered("import", _merge, "grades_upload"))
        draw_answer("import")


def _merge(upload: Any) -> tuple[bool, str]:
    if upload is None:
        return False, "Choose a file first."
    try:
        subjects = caches.atlas().subjects
        merged = grade_log.merge_grades(grades_file(), subjects, upload.getvalue(), upload.name)
    except Refused as refused:
        return False, escaped.plain_markdown(str(refused))
    return True, graded.say_merged(merged)
