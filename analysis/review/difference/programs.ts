import { byMembers } from "./direction.ts";
import type { EntryDiffer } from "./draft.ts";

/* Programs that are configured by files or objects: what notifies for a Prometheus that evaluates its own rules, and where it runs. */

/** Who tells of what a Prometheus evaluates by itself. */
export const alertmanagerDiffer: EntryDiffer<"alertmanager"> = {
  about: "other",
  name: ({ addresses }) => `Alertmanager at ${addresses.join(", ")}`,
  addedOrRemoved: ({ sides: { after } }) => ({
    what: `${after ? "added" : "removed"}: Alertmanager`,
    direction: after ? "tighter" : "looser",
    means: [after ? "a Prometheus that evaluates its own rules can notify" : "alerts that a Prometheus evaluates itself notify no one"],
    pages: true,
  }),
  fields: {
    addresses: {
      word: "addresses",
      direction: byMembers,
      means: () => ["every Prometheus that evaluates its own rules notifies through these"],
      pages: true,
    },
    secrets: {
      word: "secrets in",
      direction: "looser",
      means: () => ["keys are read from there: without them no one is paged"],
      pages: true,
    },
    mail: { word: "mail", direction: "looser", means: () => ["e-mail that it rejects reaches no one"], pages: true },
  },
};

/** Where rules and routes are objects of an operator. Whoever applies them to the cluster is outside of what a review sees. */
export const kubernetesDiffer: EntryDiffer<"kubernetes"> = {
  about: "other",
  name: ({ namespace }) => `objects in the namespace ${namespace}`,
  addedOrRemoved: ({ sides: { after } }) => ({
    what: `${after ? "added" : "removed"}: objects of a cluster`,
    direction: after ? "neutral" : "looser",
    means: [
      after
        ? "rules, routes and scraping are rendered as objects as well; the files stay"
        : "rules, routes and scraping in the cluster stay as they are, until someone removes them: no later change reaches them",
    ],
    pages: true,
  }),
  fields: {
    namespace: {
      word: "namespace",
      direction: "looser",
      means: () => ["without the operator there, and the Secret with the keys, no rule is evaluated and no one is paged"],
      pages: true,
    },
    labels: {
      word: "labels",
      direction: "looser",
      means: () => ["objects that no Prometheus or Alertmanager selects do nothing"],
      pages: true,
    },
    operator: {
      word: "operator",
      direction: "looser",
      means: () => ["rules become objects of another kind: the other operator ignores them"],
      pages: true,
    },
    matcher: {
      word: "routes take",
      show: (matcher) => (matcher === "namespace" ? "alerts of their namespace" : "alerts of any namespace"),
      direction: "looser",
      means: () => ["a route takes no alert where the Alertmanager says otherwise (alertmanagerConfigMatcherStrategy)"],
      pages: true,
    },
    secret: {
      word: "keys in",
      direction: "looser",
      means: () => ["keys are read from that Secret: without them the operator takes no route, and no one is paged"],
      pages: true,
    },
  },
};
