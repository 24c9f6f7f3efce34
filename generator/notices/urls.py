from django.urls import path

from generator.notices import views

urlpatterns = [
    path("notices/", views.index, name="notices"),
    path("notices/news/", views.news, name="news"),
    path("notices/read/", views.read_all, name="notices_read"),
    path("notices/<int:pk>/", views.follow, name="notice"),
    path("notices/<int:pk>/read/", views.read, name="notice_read"),
    path("accounts/notices/", views.wish, name="notice_wish"),
]
