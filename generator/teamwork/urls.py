from django.urls import path

from generator.teamwork import invite_views, member_views, views

urlpatterns = [
    path("teams/", views.teams, name="teams"),
    path("teams/choose/", views.choose, name="team_choose"),
    path("teams/<int:pk>/", views.team, name="team"),
    path("teams/<int:pk>/rename/", views.rename, name="team_rename"),
    path("teams/<int:pk>/leave/", views.leave, name="team_leave"),
    path("teams/<int:pk>/hand-over/", views.hand_over, name="team_hand_over"),
    path("teams/<int:pk>/delete/", views.close, name="team_close"),
    path("teams/<int:pk>/invites/", invite_views.invite, name="team_invite"),
    path(
        "teams/<int:pk>/invites/<int:invite>/again/",
        invite_views.invite_again,
        name="team_invite_again",
    ),
    path(
        "teams/<int:pk>/invites/<int:invite>/revoke/",
        invite_views.revoke,
        name="team_invite_revoke",
    ),
    path("teams/<int:pk>/members/<int:member>/role/", member_views.role, name="team_role"),
    path("teams/<int:pk>/members/<int:member>/caps/", member_views.set_caps, name="team_caps"),
    path("teams/<int:pk>/members/<int:member>/remove/", member_views.remove, name="team_remove"),
    path("teams/<int:pk>/asks/", member_views.ask, name="team_ask"),
    path(
        "teams/<int:pk>/asks/<int:ask>/approve/",
        member_views.answer,
        {"approve": True},
        name="team_ask_approve",
    ),
    path(
        "teams/<int:pk>/asks/<int:ask>/decline/",
        member_views.answer,
        {"approve": False},
        name="team_ask_decline",
    ),
    path("invites/", invite_views.invitation, name="invitation"),
    path("invites/<str:token>/", invite_views.invite_link, name="invite_link"),
]
