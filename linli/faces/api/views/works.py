"""How what was decided is done, by machine: the projects of a matter, and one with all its page shows."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Router

from linli.circle.deliver.queries import projects
from linli.faces.api import queries
from linli.faces.api.schemas import works as shapes
from linli.faces.api.schemas.plain import Id
from linli.faces.api.schemas.works import ProjectDetail, ProjectOut
from linli.faces.api.views.paging import NOES
from linli.ground.lib import clock

router = Router(tags=["works"])


@router.get("/matters/{matter}/projects", response={200: list[ProjectOut], **NOES})
def projects_of_matter(request: HttpRequest, matter: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """List the works on a matter, the first lap first."""
    works = projects.of_matter(queries.matter(matter).pk)
    return [shapes.project(one) for one in works.laps] if works else []


@router.get("/projects/{project}", response={200: ProjectDetail, **NOES})
def one_project(request: HttpRequest, project: Path[Id]) -> Any:  # noqa: ARG001 -- ninja calls it so
    """Read a project: plan, tasks, moved dates with their reasons, progress, what the overseers signed."""
    return shapes.whole(projects.whole(project), clock.today())
