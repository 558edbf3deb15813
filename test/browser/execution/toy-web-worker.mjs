// A worker for browsers, with a task for each way in which it can die.
import { serveTasks } from "equipoise/execution";

const never = () => new Promise(() => {});

export default serveTasks([
  { name: "square", run: (value) => value * value },
  {
    name: "loopsForever",
    run: () => {
      for (;;);
    },
  },
  {
    name: "closesItself",
    run: () => {
      self.close();
      return never();
    },
  },
  {
    name: "throwsOutside",
    run: () => {
      setTimeout(() => {
        throw new Error("thrown outside the task");
      }, 1);
      return never();
    },
  },
  { name: "returnsFunction", run: () => () => 1 },
  {
    name: "fails",
    run: () => {
      throw new RangeError("the dose is not one of the trial");
    },
  },
]);
