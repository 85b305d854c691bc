import { prove } from "./case.ts";
import { table } from "./tables/reviews-that-say-neutral.ts";

prove(table);
