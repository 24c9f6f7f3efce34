// Runs before the first paint: says that script works, and applies the chosen theme.
(() => {
  const root = document.documentElement;
  const chosen = localStorage.getItem("theme");
  root.classList.add("js");
  if (chosen) root.dataset.theme = chosen;

  const isDark = () => root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-flip]")) return;
    root.dataset.theme = isDark() ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  });
})();
