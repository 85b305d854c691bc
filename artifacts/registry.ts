import type { Target } from "./target.ts";

/** Every program whose configuration is rendered, one line each. */
export const targets: readonly Target[] = [];
