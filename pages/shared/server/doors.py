"""Everything that a request passes before it reaches a page, from the outside in."""

from collections.abc import Collection

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from pages.shared.addresses import UnknownAddresses
from pages.shared.server.environment import allowed_hosts, frame_ancestors
from pages.shared.server.first_question import FirstQuestions
from pages.shared.server.framed import Framed
from pages.shared.server.full import Full
from pages.shared.server.headers import Headers
from pages.shared.server.origins import OwnOrigins
from pages.shared.server.visitors import Visitors
from pages.shared.visit_memory import VisitMemory


def doors(pages: Collection[str]) -> list[Middleware]:
    """What `st.App(middleware=…)` takes first; `pages` are the addresses of the app's pages."""
    return [
        Middleware(Headers, frame_ancestors=frame_ancestors()),
        Middleware(TrustedHostMiddleware, allowed_hosts=allowed_hosts(), www_redirect=False),
        Middleware(OwnOrigins),
        Middleware(Framed, frame_ancestors=frame_ancestors()),
        Middleware(Visitors),
        Middleware(UnknownAddresses, pages=pages),
        Middleware(Full),
        Middleware(VisitMemory),
        Middleware(FirstQuestions),
    ]
