// The search of a site: a plain script, which works from a disk as well. The index is loaded when somebody begins to search.
(() => {
  const root = document.currentScript.dataset.root;
  const most = 50;
  let loading;
  let known = [];

  // What is folded away is shown to whoever follows a link to it.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (const one of target?.querySelectorAll(":scope > details") ?? []) one.open = true;
  };

  const load = () => {
    loading ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = `${root}search-index.js`;
      script.addEventListener("load", () => {
        known = globalThis.slostackIndex.flatMap(([page, name, parts]) => [
          { to: page, text: name },
          ...parts.map(([anchor, part]) => ({ to: `${page}#${anchor}`, text: `${name}: ${part}` })),
        ]);
        for (const one of known) one.sought = `${one.text} ${one.to}`.toLowerCase();
        resolve();
      });
      document.head.append(script);
    });
    return loading;
  };

  const start = () => {
    reveal();
    addEventListener("hashchange", reveal);
    const form = document.querySelector('form[role="search"]');
    const [input, count, list] = ["search", "count", "found"].map((id) => document.getElementById(id));
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      list.querySelector("a")?.click();
    });

    const show = async () => {
      await load();
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      const found = words.length === 0 ? [] : known.filter(({ sought }) => words.every((word) => sought.includes(word)));
      list.replaceChildren(
        ...found.slice(0, most).map(({ to, text }) => {
          const link = document.createElement("a");
          link.href = root + to;
          link.textContent = text;
          const item = document.createElement("li");
          item.append(link);
          return item;
        }),
      );
      const shown = found.length > most ? `, the first ${most} are shown` : "";
      count.textContent = words.length === 0 ? "" : `${found.length} found${shown}`;
    };
    input.addEventListener("focus", load, { once: true });
    input.addEventListener("input", show);

    addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "k") {
        event.preventDefault();
        input.focus();
      }
    });
    form.addEventListener("keydown", (event) => {
      const places = [input, ...list.querySelectorAll("a")];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") {
        input.value = "";
        input.focus();
        show();
      } else if (step !== undefined) {
        event.preventDefault();
        places[places.indexOf(document.activeElement) + step]?.focus();
      }
    });
  };
  document.addEventListener("DOMContentLoaded", start);
})();
