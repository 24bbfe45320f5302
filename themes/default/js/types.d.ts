/** What the build writes at the head of the script file: the words of `script` in lang/LANG.yaml. */
interface Window {
  metod?: {
    words?: { vi: Record<string, any>; scheme: Record<string, string> };
    /** The choice of measures, for tests: see plan.js. */
    sift?: Function;
  };
}
