import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const sdk = "@grafana/grafana-foundation-sdk";

interface Builders {
  readonly common: typeof import("@grafana/grafana-foundation-sdk/common");
  readonly dashboard: typeof import("@grafana/grafana-foundation-sdk/dashboard");
  readonly prometheus: typeof import("@grafana/grafana-foundation-sdk/prometheus");
  readonly stat: typeof import("@grafana/grafana-foundation-sdk/stat");
  readonly timeseries: typeof import("@grafana/grafana-foundation-sdk/timeseries");
  readonly units: typeof import("@grafana/grafana-foundation-sdk/units");
}

let loaded: Builders | undefined;

/**
 * Grafana's own builders of dashboards. They are more than 200 modules, a quarter of all that `check` would load: the first dashboard that
 * is written loads them.
 */
export function builders(): Builders {
  loaded ??= {
    common: require(`${sdk}/common`),
    dashboard: require(`${sdk}/dashboard`),
    prometheus: require(`${sdk}/prometheus`),
    stat: require(`${sdk}/stat`),
    timeseries: require(`${sdk}/timeseries`),
    units: require(`${sdk}/units`),
  };
  return loaded;
}
