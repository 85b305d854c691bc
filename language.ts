import { alertmanagerSection } from "./artifacts/alertmanager/section.ts";
import { prometheusSource } from "./artifacts/prometheus/source.ts";
import { logGroupSource } from "./components/aws/source.ts";
import { betterStackSource } from "./components/better-stack/source.ts";
import { checklySource } from "./components/checkly/source.ts";
import { datadogSource, datadogSynthetics } from "./components/datadog/source.ts";
import { digitalOceanSource } from "./components/digitalocean/source.ts";
import { grafanaSynthetics } from "./components/grafana/source.ts";
import { newRelicSource } from "./components/newrelic/source.ts";
import { opsgeniePager } from "./components/opsgenie/pager.ts";
import { pagerdutyPager } from "./components/pagerduty/pager.ts";
import { sentrySource } from "./components/sentry/source.ts";
import { uptimeRobotSource } from "./components/uptimerobot/source.ts";
import type { CheckedVocabulary } from "./model/checked-vocabulary.ts";
import { type Catalog, type Loaded, loadCatalog as load } from "./model/load.ts";
import { resolve as resolveIn } from "./model/resolve.ts";
import type { Resolved } from "./model/resolved.ts";

export type { Catalog, Loaded };

/** The catalog's language as this project speaks it: the model's words, and those of each vendor, one line a part that it takes. */
export const vocabulary: CheckedVocabulary = {
  sources: [
    prometheusSource,
    datadogSource,
    logGroupSource,
    sentrySource,
    newRelicSource,
    digitalOceanSource,
    betterStackSource,
    uptimeRobotSource,
    checklySource,
    datadogSynthetics,
    grafanaSynthetics,
  ],
  sections: [alertmanagerSection],
  pagers: [pagerdutyPager, opsgeniePager],
  // Splunk On-Call: https://help.splunk.com/en/splunk-on-call (alert.victorops.com).
  otherPagers: ["victorops.com"],
  roles: {
    "status-page": ["better-stack"],
    logs: ["datadog"],
    datasets: ["axiom"],
    streams: ["elasticsearch"],
    analytics: ["posthog"],
    "database-insights": ["pganalyze"],
  },
};

/** {@link load} in this language. */
export const loadCatalog = (directory: string, runbooks?: string, now?: number): Loaded => load(vocabulary, directory, runbooks, now);

/** {@link resolveIn} in this language. */
export const resolve = (catalog: Catalog, environment: string): Resolved => resolveIn(vocabulary, catalog, environment);
