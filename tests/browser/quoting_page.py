import pandas as pd
import streamlit as st

from core.figures.figure import figure_text
from pages.shared.words import verbatim
from tests.hostile import VALUES, sentences

language, name = st.query_params["lang"], st.query_params["value"]
value = VALUES.get(name, "x")
for _, sentence in sentences(language, value):
    st.markdown(sentence)
st.error(next(sentence for _, sentence in sentences(language, value)))
st.segmented_control("options", [0, 1], format_func=lambda k: f"{k} {verbatim(value[:200])}")
st.selectbox(verbatim(value[:200]), [value[:200].replace("\ud800", "?"), "other"])
st.radio(verbatim(value[:200]), [verbatim(value[:200]), "other"])
st.expander(verbatim(value[:200]))
st.button(verbatim(value[:200]) or "x")
st.dataframe(pd.DataFrame({"a": [figure_text(value)]}))
