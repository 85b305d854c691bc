import type Fraction from "fraction.js";
import { oldestId } from "../../model/ids.ts";
import type { FeatureFlag } from "../../model/resolved.ts";
import { nameIn } from "../names.ts";
import { terraformJson } from "../terraform-json.ts";
import type { FeatureFlagArgs, FlagFilters } from "./inputs.ts";
import type { Project } from "./select.ts";

/**
 * A flag for a share of all users. The application asks for it by its key, which stays when its entry is renamed. The share
 * appears twice: the provider writes `rolloutPercentage` over that of the filters, and if it is left out, its last value.
 */
export function flagArgs(flag: FeatureFlag, { projectId, environment }: Project): FeatureFlagArgs {
  const rolloutPercentage = percentOf(flag.rollout).valueOf();
  const filters: FlagFilters = { groups: [{ properties: [], rollout_percentage: rolloutPercentage }] };
  return {
    projectId,
    key: keyOf(flag),
    name: nameIn(environment, flag.title),
    active: true,
    ensureExperienceContinuity: false,
    filters: terraformJson(filters),
    rolloutPercentage,
  };
}

/** By what the application asks for a flag. */
export const keyOf = (flag: FeatureFlag): string => oldestId(flag);

export const percentOf = (share: Fraction): Fraction => share.mul(100);
