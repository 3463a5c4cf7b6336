// Small help with the page's elements. Texts from a production only ever become text, never markup.

/** The element with this id. */
export function byId(id) {
  return document.getElementById(id);
}

/** A new element: `name.class` or `name`, attributes, and children that are elements or text. */
export function make(name, attributes = {}, ...children) {
  const [tag, className] = name.split(".");
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

/** A number with its noun: 1 item, 2,000 items. */
export function amount(count, singular, plural = `${singular}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}

export function bytesInWords(bytes) {
  if (bytes < 1000) return amount(bytes, "byte");
  const units = ["kB", "MB", "GB", "TB"];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

/** A moment in milliseconds since 1970, as 1 January 2026, 09:30 UTC. */
export function momentInWords(ms) {
  const moment = new Date(ms);
  if (Number.isNaN(moment.getTime())) return "an impossible time";
  const day = moment.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return `${day}, ${moment.toISOString().slice(11, 16)} UTC`;
}
