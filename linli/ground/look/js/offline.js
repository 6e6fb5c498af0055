// Says plainly when there is no network, and stops a form from being sent into nothing: what was typed stays.
const line = document.querySelector("[data-offline]");
const tell = () => {
  if (line) line.hidden = navigator.onLine;
};

document.addEventListener(
  "submit",
  (event) => {
    if (navigator.onLine || event.target.method === "dialog") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    tell();
    line?.scrollIntoView({ block: "nearest" });
  },
  true,
);
addEventListener("online", tell);
addEventListener("offline", tell);
tell();
