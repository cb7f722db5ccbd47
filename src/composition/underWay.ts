/** What a start knows without reading the list. */
interface FoundAtStart {
  /** Whether no stored record has to be read before the person asks for it. */
  readonly areRecordsSettled: boolean;
  /** Whether the simulator ran when VS Code ended. */
  readonly simulatorRan: boolean;
  /** Whether settings have values that may be faulty. */
  readonly settingsNeedCheck: boolean;
}

/**
 * Whether a start finds something that does not wait for the person, and so needs the second stage: an operation that is to be
 * polled, a result that is to be seen, a video that is to be saved before the server deletes it, or a record that may be one of
 * these. The video may have hours left, but only the second stage has the clock for it.
 */
export function isAnythingUnderWay(found: FoundAtStart): boolean {
  return !found.areRecordsSettled || found.simulatorRan || found.settingsNeedCheck;
}
