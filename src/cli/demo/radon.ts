/** A hierarchical model of radon in homes, fitted to real data. */
import { halfNormal, normal } from "../../distributions/index.js";
import { type Fit, index, model, real } from "../../models/index.js";
import { log } from "../../numeric/elementary/logarithm.js";
import { RADON_COUNTIES } from "./radon-data.js";

const SEED = 1996;

/** A home: where it is, where radon was measured, and how much. */
export type Home = {
  readonly county: number;
  /** 0: basement, 1: first floor. */
  readonly floor: number;
  /** Logarithm of ppm of uranium in the county's soil. */
  readonly uranium: number;
  /** Logarithm of picocuries per liter. */
  readonly logRadon: number;
};

/** The homes, county by county. */
export function radonHomes(): readonly Home[] {
  return RADON_COUNTIES.flatMap(([uranium, ...floors], county) =>
    floors.flatMap((measured, floor) =>
      measured
        .split(" ")
        .filter((tenths) => tenths !== "")
        .map((tenths) => ({ county: county + 1, floor, uranium, logRadon: log(Number(tenths) / 10) })),
    ),
  );
}

/** Radon by floor and the soil's uranium, with a level of its own for each county. */
export function fitRadon(): Promise<Fit> {
  const radon = model(({ data, parameter, observe }) => {
    const { county, floor, uranium, logRadon } = data({ county: index, floor: real, uranium: real, logRadon: real });
    const mean = parameter("mean", normal({ mean: 0, sd: 10 }));
    const byFloor = parameter("floorEffect", normal({ mean: 0, sd: 10 }));
    const byUranium = parameter("uraniumEffect", normal({ mean: 0, sd: 10 }));
    const between = parameter("countySd", halfNormal({ sd: 1 }));
    const within = parameter("homeSd", halfNormal({ sd: 1 }));
    const level = parameter("level", normal({ mean, sd: between }), { over: county, centered: false });
    const expected = level.at(county).plus(byFloor.times(floor)).plus(byUranium.times(uranium));
    observe(logRadon, normal({ mean: expected, sd: within }));
  });
  return radon.with(radonHomes()).sample({ seed: SEED });
}
