// A way back that has run out is no longer offered: <button data-until="ISO moment">.
for (const button of document.querySelectorAll("button[data-until]")) {
  const left = new Date(button.dataset.until) - Date.now();
  if (left <= 0) button.hidden = true;
  else if (left < 2 ** 31) setTimeout(() => (button.hidden = true), left);
}
