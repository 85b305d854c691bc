import { prove } from "./case.ts";
import { table } from "./tables/what-is-deployed.ts";

prove(table);
