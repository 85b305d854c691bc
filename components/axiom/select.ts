import { type Names, namesOf } from "../../dashboards/name.ts";
import { logicalName, oldestId } from "../../model/ids.ts";
import type { DatasetStore, Environment, Resolved, System } from "../../model/resolved.ts";

declare module "../../model/vendors.ts" {
  interface VendorRoles {
    axiom: "datasets";
  }
}

/** A store of log lines at Axiom, with the system whose lines they are. */
export interface LogStore {
  readonly system: System;
  readonly store: DatasetStore;
  readonly environment: Environment;
}

export function storesOf({ systems, environment }: Resolved): LogStore[] {
  return systems.flatMap((system) => system.stores.flatMap((store) => (store.kind === "axiom" ? [{ system, store, environment }] : [])));
}

/** Path of the entry. */
export const pathOf = ({ system, store }: LogStore): string => `${system.id}/stores/${store.id}`;

export const datasetNames = ({ system, store }: LogStore): Names => namesOf([system, store]);

export const dashboardNames = ({ system, store }: LogStore): Names => namesOf([system, store], "queries");

/** Address of the dashboard, which nothing can change: it is made of the ids that never change. */
export function dashboardUid({ system, store, environment }: LogStore): string {
  return logicalName("slostack", oldestId(system), oldestId(store), environment.id);
}
