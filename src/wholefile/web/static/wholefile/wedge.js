/* A scanner that types (a "keyboard wedge"): its keystrokes are told from a person's by their pace.

   Characters at most 35 ms apart, six or more, ended by Enter or Tab, are one scan. Each becomes an event `scan` on the
   document with `detail.text`, wherever the focus is; what was typed into a field meanwhile is taken out again, and the
   Enter sends no form. Whatever comes slower is a person's and is left alone. */

const GAP = 35;
const SHORTEST = 6;

export function listen({ target = document, gap = GAP, shortest = SHORTEST } = {}) {
  let typed = "";
  let last = -Infinity;
  let before = null;

  function heard(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return forget();
    const quick = event.timeStamp - last <= gap;
    if (event.key.length === 1) {
      if (!quick) begin();
      typed += event.key;
      last = event.timeStamp;
      // A space would press the button that has the focus.
      if (event.key === " " && typed.length > 1 && !isField(document.activeElement)) event.preventDefault();
      return undefined;
    }
    if (event.key !== "Enter" && event.key !== "Tab") return undefined; // Shift, say, which belongs to the next character
    const text = typed;
    const restore = before;
    forget();
    if (!quick || text.length < shortest) return undefined;
    event.preventDefault();
    event.stopImmediatePropagation();
    restore();
    document.dispatchEvent(new CustomEvent("scan", { detail: { text: text.trim() } }));
    return undefined;
  }

  function begin() {
    typed = "";
    before = remembered(document.activeElement);
  }

  function forget() {
    typed = "";
    last = -Infinity;
    before = null;
  }

  target.addEventListener("keydown", heard, true);
  return () => target.removeEventListener("keydown", heard, true);
}

function isField(element) {
  return element?.matches?.("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select");
}

/* How to put a field back as it was before the first character. */
function remembered(element) {
  if (!isField(element) || element.type === "file") return () => {};
  const { value, selectionStart: start, selectionEnd: end } = element;
  return () => {
    if (element.value === value) return;
    element.value = value;
    if (typeof start === "number") element.setSelectionRange(start, end);
    element.dispatchEvent(new Event("input", { bubbles: true }));
  };
}
