import { style as shared } from "../review/style.ts";

/** The look of a site: that of a review, and what has pages, links and a search. Both colour schemes, by what the reader's system has. */
export const style = `${shared.trim()}
:root {
  --link: light-dark(#0b57a4, #8cc2ff);
}
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: .15rem; }
main:focus { outline: none; }
body { max-width: 76rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; display: inline-block; padding: .5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 0; padding: 0; list-style: none; }
nav li { margin: 0; }
nav[aria-label="Breadcrumb"] li + li::before { content: "/"; margin-right: 1rem; color: var(--faint); }
nav[aria-label="Breadcrumb"] { margin: 1.5rem 0 .5rem; }
.contents { margin: 1rem 0; padding: .5rem .75rem; background: var(--shade); border-radius: .25rem; }
.frame { display: flex; flex-wrap: wrap; gap: .75rem 2rem; align-items: start; justify-content: space-between; padding-bottom: .75rem; border-bottom: 1px solid var(--line); }
form[role="search"] { flex: 1 1 20rem; max-width: 32rem; }
form[role="search"] label { display: block; color: var(--faint); font-size: .9rem; }
#search { width: 100%; padding: .4rem .6rem; border: 1px solid var(--faint); border-radius: .25rem; background: var(--paper); color: var(--ink); font: inherit; }
#count { min-height: 1.5em; margin: .25rem 0; color: var(--faint); font-size: .9rem; }
#found { max-height: 24rem; overflow-y: auto; margin: 0; padding: 0; list-style: none; }
#found a { display: block; padding: .25rem .4rem; }
h1 { margin-top: 1rem; }
h3 { margin: 1.5rem 0 .25rem; font-size: 1.05rem; }
h3 a { color: inherit; text-decoration: none; }
h3 a:hover { text-decoration: underline; }
.panels { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1rem; margin: 1rem 0; }
.panel { display: flex; flex-direction: column; padding: .75rem .9rem; border: 1px solid var(--line); border-radius: .4rem; scroll-margin-top: 1rem; }
.panel.wide { grid-column: span 2; }
.panel:target { border-color: var(--link); box-shadow: 0 0 0 1px var(--link); }
.panel h3 { margin: 0 0 .25rem; font-size: 1rem; line-height: 1.3; }
.panel p { margin: .25rem 0; color: var(--faint); font-size: .85rem; }
.panel figure { margin: .25rem 0; }
.panel figure img { border: 0; max-width: none; }
.panel details { margin-top: auto; padding: .25rem 0 0; border: 0; font-size: .85rem; }
.panel .figure { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .6rem; padding: .5rem .6rem; border-radius: .25rem; background: var(--shade); }
.panel .figure strong { color: var(--ink); font-size: 1.7rem; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; }
.panel .kept { border-left: .3rem solid var(--tight); }
.panel .missed { border-left: .3rem solid var(--bad); }
.part { scroll-margin-top: 1rem; padding-top: .25rem; }
.part:target > h3 { border-left: .3rem solid var(--link); padding-left: .5rem; }
dl { margin: .5rem 0; }
dl div { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .1rem 1rem; padding: .2rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--faint); }
dd { margin: 0; }
caption { padding: .25rem 0; color: var(--faint); text-align: left; }
tbody th { color: var(--ink); font-weight: 400; }
pre { overflow-x: auto; margin: .5rem 0; padding: .6rem .75rem; border-radius: .25rem; background: var(--shade); }
pre code { padding: 0; background: none; white-space: pre; overflow-wrap: normal; }
.note { padding: .5rem .75rem; border-left: .3rem solid var(--loose); background: var(--shade); }
.sides { max-width: none; }
.sides main > div { display: flex; flex-wrap: wrap; gap: 1rem; }
.sides section { flex: 1 1 30rem; min-width: 0; }
.sides iframe { width: 100%; height: 80vh; border: 1px solid var(--line); }
.steps { padding-left: 1.5rem; }
.steps li::marker { color: var(--faint); font-weight: 600; }
figure img { max-width: 54rem; }
footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid var(--line); color: var(--faint); font-size: .9rem; }
[hidden] { display: none !important; }
@media (max-width: 56rem) {
  .panels { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
@media (max-width: 40rem) {
  .panels { grid-template-columns: minmax(0, 1fr); }
  .panel.wide { grid-column: auto; }
  dl div { grid-template-columns: 1fr; }
}
@media print {
  .frame, .contents, .skip { display: none; }
}
`;
