/** Keys whose edits change nothing for anybody: no one is notified of other failures, later, or in another way. */
export const neutralKeys: readonly { readonly keys: RegExp; readonly why: string }[] = [
  { keys: /\/(name|title|priority)$/, why: "words for people: the failure, its recipients and its time stay" },
  { keys: /\/(correction|decision|notes|why|must)$|^(?!system\/source$).*\/source$/, why: "reasons and requirements, which no vendor has" },
  { keys: /\/(unseen|retired|retired\/\*\/(name|why))$/, why: "a reason that answers for a change, and is none by itself" },
  { keys: /\/(runbook|runbooks)$/, why: "another page is linked; its absence is refused" },
  { keys: /^system\/logs\/pipelines\/\*\/formerly$/, why: "what a pipeline was called: it keeps its object" },
  { keys: /^organization\/(organization|shadow)$/, why: "the organization's id is in no query; an alert on trial tells nobody" },
  { keys: /^organization\/backstage(\/|$)/, why: "what a portal calls the teams; who owns a service is compared as its owner" },
  { keys: /^organization\/roots(\/|$)/, why: "which folder may have whose systems: `check` refuses others, and what is deployed stays" },
  {
    keys: /^organization\/(calendars|severities|policies|channels|sources)$/,
    why: "one more is used by nobody; one that is used cannot go",
  },
  { keys: /^organization\/sources\/\*\/(labels|retention)$/, why: "what `check` knows of labels; nothing fires on old lines" },
  { keys: /^organization\/sources\/\*\/counts$/, why: "the same events are counted, each in one minute or in two" },
  {
    keys: /\/metrics\/\*\/(labels|buckets|native|range|exists|better)$/,
    why: "the contract with the application, of which `contract` tells",
  },
  {
    keys: /\/services\/\*\/((slos|alerts)\/\*\/)?(labels|links)(\/\*)?$/,
    why: "what messages and other programs carry: no one is notified by it",
  },
  { keys: /\/raw\/reads$/, why: "which metrics the contract asks for; the query stays" },
  { keys: /^system\/dashboards(\/|$)/, why: "people look at it, and nobody is notified by it" },
  { keys: /^system\/logs\/(fields|level(\/.*)?|pipelines\/\*\/(geo-ip|mask))$/, why: "how lines are shown, and what is hidden in them" },
  {
    keys: /^system\/(application|status-page|stores|analytics|database-insights|tracing)(\/|$)/,
    why: "what surrounds alerts: people and customers read it, nobody is notified by it",
  },
];

/** Keys of which `check` takes no single edit: they move together with others. */
export const movesWithOthers: readonly { readonly keys: RegExp; readonly why: string }[] = [
  { keys: /\/use\/\*\/profile$/, why: "another profile has other parameters: `with` moves with it" },
  {
    keys: /\/layers\/\*\/(hours|time-zone)(\/|$)/,
    why: "the layers of a schedule cover the week, each hour once: two of them move together",
  },
];
