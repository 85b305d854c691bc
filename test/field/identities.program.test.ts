import { prove } from "./case.ts";
import { table } from "./tables/identities.ts";

prove(table);
