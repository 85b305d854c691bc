import type { OnCall, Resolved } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import type { Paging } from "./paging.ts";

/** What a page does that begins at an instant; undefined where nothing pages the on-call service. */
export type Ask = (onCall: OnCall, at: number) => Paging | undefined;

/** Reads what a pager gets of one environment, to be asked about it. */
export type Reader = (resolved: Resolved, alerts: readonly Alert[]) => Ask;
