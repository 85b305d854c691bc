/** The caption and the content of a panel of a dashboard's page, as HTML. */
export function panelOfPage(page: string, title: string): string {
  const [, after = ""] = page.split(`>${title}</a></h3>`);
  return after.slice(0, after.indexOf("<details>"));
}
