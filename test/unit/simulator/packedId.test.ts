import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alphanumericForm, type IdForm, timedForm, uuidForm } from '../../../src/simulator/dialects/idForms';
import type { PackedOperation } from '../../../src/simulator/dialects/packedId';
import { OUTCOME_CODES, outcomeOf } from '../../../src/simulator/simulatedOperation';

const FORMS: Readonly<Record<string, IdForm>> = {
  UUID: uuidForm('video_', ':google/veo-3.1-t2v'),
  alphanumeric: alphanumericForm('task_', { length: 32 }),
  timed: timedForm('veo3.1:', { between: '-', digitsOfTime: 10 }),
};

const operations: fc.Arbitrary<PackedOperation> = fc
  .record({
    startedAt: fc.integer({ min: 1_000_000_000_000, max: 2 ** 44 - 1 }),
    durationMs: fc.integer({ min: 0, max: 86_400_000 }),
    code: fc.constantFrom(...OUTCOME_CODES),
    serial: fc.integer({ min: 0, max: 2 ** 14 - 1 }),
    isSpecial: fc.boolean(),
  })
  .map(({ startedAt, durationMs, code, serial, isSpecial }) => ({
    operation: {
      startedAt,
      durationSeconds: durationMs / 1000,
      outcome: outcomeOf(code) ?? assert.fail(),
      serial,
    },
    isSpecial,
  }));

for (const [name, form] of Object.entries(FORMS)) {
  describe(`a simulated id of the ${name} form`, () => {
    it('holds all of its operation', () => {
      fc.assert(
        fc.property(operations, (packed) => {
          assert.deepEqual(form.decode(form.encode(packed)), packed);
        }),
      );
    });

    it('is not known with any other character', () => {
      fc.assert(
        fc.property(operations, fc.nat(), fc.constantFrom(...'0aZ-:'), (packed, at, character) => {
          const id = form.encode(packed);
          const place = at % id.length;
          const other = id.slice(0, place) + character + id.slice(place + 1);
          if (other !== id) assert.equal(form.decode(other), undefined);
        }),
      );
    });

    it('does not hold a negative time or a duration of two days', () => {
      const operation = { startedAt: 0, durationSeconds: 1, outcome: { kind: 'failed' }, serial: 0 } as const;
      const wrong = [
        { ...operation, startedAt: -1 },
        { ...operation, durationSeconds: 2 * 86_400 },
      ];
      for (const each of wrong) {
        assert.throws(() => form.encode({ operation: each, isSpecial: false }), RangeError);
      }
    });
  });
}

it('a simulated UUID is one of version 4', () => {
  fc.assert(
    fc.property(operations, (packed) => {
      const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
      assert.match(uuidForm().encode(packed), uuid);
    }),
  );
});
