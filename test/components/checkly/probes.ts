import { checklySource } from "../../../components/checkly/source.ts";
import { probedBy } from "../uptimerobot/probes.ts";

/** Probes that Checkly asks, as a resolved catalog holds them. */
const { traits } = checklySource;
export const { probe, probed } = probedBy({ kind: "checkly", evaluator: "checkly", traits }, 10);
