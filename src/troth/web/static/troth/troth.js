// What is easier with a script, and works without one: a search that filters while one types.
"use strict";

(function () {
  const field = document.querySelector("[data-filters]");
  const text = field && document.getElementById(field.dataset.filters);
  if (!text) return;
  const said = document.querySelector("[data-count]");
  const blocks = Array.from(text.children);
  const words = blocks.map((block) => block.textContent.toLowerCase());

  function filter() {
    const asked = field.value.trim().toLowerCase();
    let shown = 0;
    blocks.forEach((block, place) => {
      const matches = !asked || words[place].includes(asked);
      block.hidden = !matches;
      if (matches && !/^H\d$/.test(block.tagName)) shown += 1;
    });
    if (said) said.textContent = asked ? said.dataset.count.replace("0", String(shown)) : "";
  }

  field.addEventListener("input", filter);
})();
