import pandas as pd
import streamlit as st

from core.figures.figure import figure_text
from pages.shared.words import verbatim
from tests.hostile import VALUES, sentences

AT_ONCE = 25  # one sentence an element would take the page ten times as long

language, name = st.query_params["lang"], st.query_params["value"]
value = VALUES.get(name, "x")
told = [sentence for _, sentence in sentences(language, value)]
for first in range(0, len(told), AT_ONCE):
    st.markdown("\n\n".join(sentence.strip() for sentence in told[first : first + AT_ONCE]))  # as it strips them itself
st.error(told[0])
st.segmented_control("options", [0, 1], format_func=lambda k: f"{k} {verbatim(value[:200])}")
st.selectbox(verbatim(value[:200]), [value[:200].replace("\ud800", "?"), "other"])
st.radio(verbatim(value[:200]), [verbatim(value[:200]), "other"])
st.expander(verbatim(value[:200]))
st.button(verbatim(value[:200]) or "x")
st.dataframe(pd.DataFrame({"a": [figure_text(value)]}))
