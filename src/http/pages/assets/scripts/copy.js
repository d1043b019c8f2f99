// Copies code, and addresses of headings. Without it both can be copied by hand.
const words = JSON.parse(document.body.dataset.words);
const status = Object.assign(document.createElement("p"), { className: "unseen" });
status.setAttribute("role", "status");
document.body.append(status);

if (navigator.clipboard) {
  for (const block of document.querySelectorAll(".prose pre, pre.whole")) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: words.copy });
    button.lang = document.documentElement.lang;
    button.addEventListener("click", () => copy(block.querySelector("code")?.textContent ?? block.textContent, button));
    const frame = Object.assign(document.createElement("div"), { className: "code" });
    block.replaceWith(frame);
    frame.append(block, button);
  }
  for (const link of document.querySelectorAll(".prose a.anchor")) {
    link.addEventListener("click", () => copy(link.href));
  }
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    status.textContent = words["copy-refused"];
    return;
  }
  status.textContent = words.copied;
  if (!button) return;
  button.textContent = words.copied;
  setTimeout(() => { button.textContent = words.copy; status.textContent = ""; }, 1500);
}
