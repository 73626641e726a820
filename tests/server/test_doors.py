"""Who is let in: the names that the app answers to, the pages that may talk to it, the sessions that are one's own."""

import logging

import pytest
from streamlit.web.server.starlette.starlette_websocket import _is_origin_allowed
from websockets.exceptions import InvalidStatus

from pages.shared.server import environment, headers
from pages.shared.server.access_log import hide_session_ids
from pages.shared.server.framed import Framed
from pages.shared.server.origins import as_own_page, from_own_page, from_this_machine
from tests.server.wire import ask, cookie_of, line, request, upload

APP = "streamlit_app.py"
EVIL = (
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil.example:8501",
    "",
    "[::2]",
    "*",
    "a b",
)


@pytest.mark.parametrize("host", EVIL)
def test_a_name_that_was_rebound_is_refused(server, host):
    assert request(server(APP), "/", Host=host)[0] == 400
    assert request(server(APP), "/_stcore/health", Host=host)[0] == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8501"])
def test_the_loopback_is_let_in(server, host):
    assert request(server(APP), "/_stcore/health", Host=host)[0] == 200


def test_a_school_names_its_hosts(hosted):
    for host, status in {
        "gradus.example.org": 200, "a.school.example.org": 200, "127.0.0.1": 200, "school.example.org": 400,
        "example.org": 400, "gradus.example.org.evil.example": 400,
    }.items():  # fmt: skip
        assert request(hosted, "/_stcore/health", Host=host)[0] == status, host


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("evil.example", "http://evil.example"),
        ("", "http://evil.example"),
        ("", "null"),
        ("", "http://["),
        ("", ""),
        ("", "http://localhost.evil.example"),
        ("", "file://"),
        ("gradus.example.org", "http://school.example.org"),
        ("gradus.example.org", "http://localhost"),
    ],
)
def test_a_foreign_page_gets_no_line(hosted, host, origin):
    with pytest.raises(InvalidStatus), line(hosted, host, origin):
        pass


@pytest.mark.parametrize("host", ["localhost:8501", "gradus.example.org", "[::1]"])
@pytest.mark.parametrize(
    "origin", [None, "http://evil.example", "https://{host}:1", "https://{host}", "HTTP://{host}/", "x"]
)
def test_no_page_has_the_server_ask_somebody_on_the_internet_who_it_is(monkeypatch, host, origin):
    """Streamlit would look for its public address, to compare it with the page's, whenever they differ at all."""
    monkeypatch.setattr("streamlit.net_util.get_external_ip", lambda: pytest.fail("asked"))
    headers = [(b"host", host.encode())]
    if origin is not None:
        headers.append((b"origin", origin.format(host=host.removesuffix(":8501")).encode()))
    scope = {"type": "websocket", "headers": headers}
    if from_own_page(scope):
        passed = {name.decode(): value.decode() for name, value in as_own_page(scope)["headers"]}
        assert _is_origin_allowed(passed.get("origin"), passed["host"])
    else:
        assert origin in ("http://evil.example", "x")


@pytest.mark.parametrize(
    ("host", "origin"),
    [("", None), ("gradus.example.org", "https://gradus.example.org:443"), ("a.school.example.org", "http://A.School.Example.org")],
)  # fmt: skip
def test_the_own_page_and_programs_get_a_line(hosted, host, origin):
    with line(hosted, host, origin) as told:
        assert ask(told).initialize.session_id


def test_metrics_are_for_the_machine_itself(hosted):
    assert request(hosted, "/_stcore/metrics")[0] == 200
    assert request(hosted, "/_stcore/metrics", Host="gradus.example.org")[0] == 403  # sent on by a proxy
    assert request(hosted, "/_stcore/metrics", X_Forwarded_For="203.0.113.7")[0] == 403
    away = {"type": "http", "client": ("203.0.113.7", 1), "headers": [(b"host", b"localhost")]}
    assert not from_this_machine(away)


def test_a_session_is_taken_up_again_only_by_who_holds_its_cookie(hosted):
    mine, theirs = cookie_of(hosted), cookie_of(hosted)
    assert mine != theirs
    with line(hosted, cookie=mine) as my_line:
        session = ask(my_line).initialize.session_id
        for cookie in ("", theirs, "gradus_visitor=", f"gradus_visitor={session}"):
            with line(hosted, session=session, cookie=cookie) as stolen:
                assert ask(stolen).initialize.session_id != session
        assert ask(my_line).initialize.session_id == session  # nobody has cut it
    for cookie in ("", theirs):
        with line(hosted, session=session, cookie=cookie) as stolen:
            assert ask(stolen).initialize.session_id != session
    with line(hosted, session=session, cookie=mine) as my_line:
        assert ask(my_line).initialize.session_id == session


def test_a_visitor_cannot_name_an_identity(hosted):
    cookie = cookie_of(hosted)
    with line(hosted, cookie=cookie) as my_line:
        session = ask(my_line).initialize.session_id
        assert upload(hosted, session, cookie) == 204
        assert upload(hosted, session, "", X_Gradus_Visitor=cookie.removeprefix("gradus_visitor=")) == 403


def test_a_file_is_given_to_a_session_only_by_its_owner(hosted):
    mine, theirs = cookie_of(hosted), cookie_of(hosted)
    with line(hosted, cookie=mine) as my_line:
        session = ask(my_line).initialize.session_id
        assert upload(hosted, session, theirs) == 403
        assert upload(hosted, session, "") == 403
        assert upload(hosted, session, theirs, method="DELETE") == 403
        assert upload(hosted, session.upper(), mine) == 403
        assert upload(hosted, session, mine) == 204
        assert upload(hosted, session, mine, method="DELETE") == 204
    assert upload(hosted, session, mine) in (400, 403)  # the line is gone


def test_the_cookie_is_for_this_site_and_no_script(hosted):
    _, answer = request(hosted, "/", Accept="text/html")
    kept = answer.getheader("set-cookie")
    assert kept.startswith("gradus_visitor=") and kept.endswith(
        "; Max-Age=34560000; Path=/; HttpOnly; SameSite=None; Secure; Partitioned"
    )
    _, answer = request(hosted, "/", Accept="text/html", Host="gradus.example.org")
    assert answer.getheader("set-cookie").endswith("; Path=/; HttpOnly; SameSite=Lax")  # by no TLS, so into no frame
    _, answer = request(hosted, "/", Accept="text/html", Cookie=kept.split(";")[0])
    assert answer.getheader("set-cookie") is None
    _, answer = request(hosted, "/", Accept="text/html", Host="gradus.example.org", X_Forwarded_Proto="https")
    assert answer.getheader("set-cookie").endswith("; HttpOnly; SameSite=None; Secure; Partitioned")
    kept_page = {"Accept": "text/html", "If_None_Match": request(hosted, "/", Accept="text/html")[1].getheader("etag")}
    status, answer = request(hosted, "/", **kept_page)  # as one asks that has dropped its cookies and not its pages
    assert status == 304 and answer.getheader("set-cookie").startswith("gradus_visitor=")
    assert request(hosted, "/", **kept_page, Cookie=kept.split(";")[0])[1].getheader("set-cookie") is None
    assert "gradus_visitor" not in (request(hosted, "/_stcore/health")[1].getheader("set-cookie") or "")


def test_where_no_other_site_may_frame_the_app_cookies_stay_out_of_frames():
    async def answer(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"set-cookie", b"a=1; SameSite=Lax")]})

    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "scheme": "https", "headers": []}
    for ancestors in (["'self'"], ["'self'", "https://moodle.example.org"]):
        with pytest.raises(StopIteration):  # it waits for nothing, and a loop may run in this thread already
            Framed(answer, ancestors)(scope, None, send).send(None)
    assert [dict(one["headers"])[b"set-cookie"] for one in sent] == [
        b"a=1; SameSite=Lax", b"a=1; SameSite=None; Secure; Partitioned",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "path", ["/", "/mlp?mlp_goal=x", "/no/such/page", "/_stcore/health", "/ready", "/assets/x/y.js"]
)
def test_every_answer_tells_the_browser_what_to_refuse(hosted, site, path):
    for host in ("127.0.0.1", "evil.example"):
        _, answer = request(hosted, path, Host=host, Accept="text/html")
        policy = answer.getheader("content-security-policy")
        assert "default-src 'self'" in policy and "unsafe-eval" not in policy and "*" not in policy
        assert policy.endswith(f"frame-ancestors 'self' http://localhost:{site.port}")
        assert answer.getheader("x-content-type-options") == "nosniff"
        assert answer.getheader("referrer-policy") == "same-origin"
        assert answer.getheader("cross-origin-resource-policy") == "same-origin"


def test_the_inline_script_of_the_page_is_allowed_by_its_hash():
    (script,) = headers.inline_scripts()
    policy = headers.content_security_policy(["'self'"])
    assert headers.source_hash(script) in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]


@pytest.mark.parametrize(
    "value", ["https://a.example", "a.example:80", "a/b", "*a.example", "a,;b", "a..b/", "é.example"]
)
def test_what_is_no_host_is_refused_at_the_start(monkeypatch, value):
    monkeypatch.setenv("GRADUS_HOSTS", value)
    with pytest.raises(ValueError, match="GRADUS_HOSTS"):
        environment.allowed_hosts()


@pytest.mark.parametrize(
    "value", ["moodle.example", "https://a.example/path", "https://a; script-src *", "*", "'none'"]
)
def test_what_is_no_origin_is_refused_at_the_start(monkeypatch, value):
    monkeypatch.setenv("GRADUS_FRAME_ANCESTORS", value)
    with pytest.raises(ValueError, match="GRADUS_FRAME_ANCESTORS"):
        environment.frame_ancestors()


def test_access_logs_hold_no_ids_of_sessions():
    hide_session_ids()
    written = []
    reader = logging.Handler()
    reader.emit = lambda record: written.append(record.getMessage())
    log = logging.getLogger("uvicorn.access")
    log.addHandler(reader)
    level = log.level
    log.setLevel(logging.INFO)
    log.info('%s - "%s %s HTTP/%s" %d', "::1", "PUT", "/sub/_stcore/upload_file/secret-id/file?x=1", "1.1", 204)
    log.info('%s - "%s %s HTTP/%s" %d', "::1", "GET", "/mlp?mlp_goal=x", "1.1", 200)
    log.setLevel(level)
    log.removeHandler(reader)
    assert written == [
        '::1 - "PUT /sub/_stcore/upload_file/…/file?x=1 HTTP/1.1" 204',
        '::1 - "GET /mlp?mlp_goal=x HTTP/1.1" 200',
    ]
