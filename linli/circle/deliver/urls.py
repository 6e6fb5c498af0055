"""Addresses of delivering: a project for anyone, tasks for who does them, the desk for who runs them."""

from django.urls import URLPattern, path

from linli.circle.deliver.views import desk, works

app_name = "deliver"
urlpatterns: list[URLPattern] = [
    path("works/<int:pk>/", works.project, name="project"),
    path("works/<int:pk>/accept/", works.accept, name="accept"),
    path("my-works/", works.mine, name="mine"),
    path("my-works/<int:pk>/", works.task, name="task"),
    path("my-works/<int:pk>/done/", works.done, name="done"),
    path("desk/works/", desk.index, name="desk-list"),
    path("desk/works/start/<int:pk>/", desk.start, name="desk-start"),
    path("desk/works/<int:pk>/", desk.project, name="desk-project"),
    path("desk/works/<int:pk>/add-task/", desk.add_task, name="desk-add-task"),
    *(
        path(f"desk/works/<int:pk>/{deed}/", desk.do, {"deed": deed}, name=f"do-{deed}")
        for deed in desk.DEEDS
    ),
    *(
        path(f"desk/works/tasks/<int:pk>/{deed}/", desk.do_task, {"deed": deed}, name=f"task-{deed}")
        for deed in ("move", "assign", "finish")
    ),
]
