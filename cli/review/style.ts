/** The look of the page: one column for reading, both colour schemes, wide tables scroll by themselves, paper too. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#ffffff, #14171a);
  --ink: light-dark(#1c2126, #e4e7ea);
  --faint: light-dark(#545d66, #a4adb6);
  --line: light-dark(#d5dae0, #3a424a);
  --shade: light-dark(#f3f5f7, #1e2328);
  --bad: light-dark(#b3161b, #ff9c94);
  --loose: light-dark(#8a4b00, #f0b55f);
  --tight: light-dark(#116329, #7ad494);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  padding: 1.5rem 1rem 4rem;
  max-width: 62rem;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.5 system-ui, "Open Sans", sans-serif;
  overflow-wrap: anywhere;
}
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); font-size: 1.15rem; }
p { margin: .5rem 0; }
.subject { color: var(--faint); }
ul { margin: .5rem 0; padding-left: 1.25rem; }
li { margin: .25rem 0; }
code { padding: .1em .3em; border-radius: .25rem; background: var(--shade); font: .9em/1.4 ui-monospace, monospace; }
.blind, .error { color: var(--bad); }
.looser, .warning { color: var(--loose); }
.tighter { color: var(--tight); }
.table { overflow-x: auto; margin: .75rem 0; overflow-wrap: break-word; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; min-width: 5rem; }
th { color: var(--faint); font-weight: 600; }
figure { margin: 1rem 0; }
figure img { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: .25rem; }
details { margin: .5rem 0; padding: .25rem .75rem; border-left: 3px solid var(--line); }
summary { cursor: pointer; }
@media print {
  :root { color-scheme: only light; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .table { overflow: visible; }
  h2, figure, tr { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
