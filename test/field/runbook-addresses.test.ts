import { prove } from "./case.ts";
import { table } from "./tables/runbook-addresses.ts";

prove(table);
