const alert = {
  name: "shop--api--down",
  title: "Shop API: Down",
  entry: "shop/api/alerts/down",
  pages: true,
  tells: "pages shop",
};
/** What `slostack drift --format json` says of a rule that someone changed. */
export const drift = {
  stack: "prod",
  at: "2026-01-11T01:30:00.000Z",
  drift: {
    drifted: [
      {
        fate: "changed",
        urn: "urn:pulumi:prod::orbit::grafana:alerting/ruleGroup:RuleGroup::shop--api--alerts",
        type: "grafana:alerting/ruleGroup:RuleGroup",
        name: "shop--api--alerts",
        id: "1",
        vendor: "Grafana",
        noun: "group of rules",
        alerts: [alert],
        pages: true,
        fields: [{ path: "rules[0].for", before: "0s", after: "<1h>" }],
      },
    ],
    pending: [],
    following: 0,
    unmanaged: [],
    listings: [],
    compared: 12,
  },
  doubts: [],
  counts: { pending: true, unmanaged: true },
};
/** What `slostack prove --format json` says of two alerts, one that is not proved and one that is not routed as meant. */
export const proofs = {
  environment: "prod",
  at: "2026-01-12T02:00:00.000Z",
  simulations: 40,
  alerts: [
    {
      alert: "shop--api--hot",
      severity: "warning",
      simulations: 3,
      fires: 1,
      faults: [{ simulation: "hot for 15m", what: "expected to fire\nat 16m" }],
      proved: false,
    },
    { alert: "shop--api--down", severity: "critical", simulations: 3, fires: 1, faults: [], proved: true },
  ],
  routes: [{ alert: "shop--api--down", reaches: ["nobody"], meant: ["shop"], proved: false }],
  panels: [
    {
      dashboard: "shop--overview",
      panel: "traffic",
      title: "Traffic",
      faults: ['the line "status" is empty on simulated data'],
      proved: false,
    },
  ],
  notRun: [],
};
