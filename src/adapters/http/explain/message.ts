import type { Verdict } from '../../../graph/explain.js';
import { printable } from '../../../graph/printable.js';
import type { Facts, HeldFacts } from './facts.js';
import type { Language, Sentences } from './language.js';

/** What a node owner understands who never heard of this protocol. */
export function messageOf(language: Language, verdict: Verdict, facts: Facts): string {
  const sentences = SAID[verdict](language, facts).filter((sentence) => sentence !== '');
  // Versions and reasons are somebody's words, and this may be shown in a terminal.
  return printable(sentences.join(language.space));
}

type Composition = (language: Language, facts: Facts) => readonly string[];

const SAID: Readonly<Record<Verdict, Composition>> = {
  unknown_payload: aboutStranger,
  deadend: ({ sentences: say }, facts) => [
    say.deadend(facts),
    facts.sound === '' ? say.reinstallLater(facts) : say.reinstallFrom(facts),
  ],
  update_available: aboutOffer,
  rollout_paused: ({ sentences: say }, facts) => [
    ...facts.held.flatMap((one, i) => (i === 0 ? pause(say, facts, one) : [alsoHeld(say, facts, one)])),
    facts.isAnonymous ? say.anonymous(facts) : '',
    ...facts.held.slice(0, 1).map((one) => say.onceResumed(facts, one)),
  ],
  held_back: ({ sentences: say }, facts) => [
    ...facts.held.map((one, i) => (i === 0 ? held(say, facts, one) : alsoHeld(say, facts, one))),
    facts.isAnonymous ? say.anonymous(facts) : '',
    say.nothingToDo(facts),
  ],
  up_to_date: ({ sentences: say }, facts) => [
    say.upToDate(facts),
    facts.isEndOfLife ? say.endOfLife(facts) : '',
  ],
  no_path: ({ sentences: say }, facts) => [
    facts.newest === '' ? say.allRetired(facts) : say.notRolledOut(facts),
    say.untilRolledOut(facts),
  ],
};

function aboutOffer({ sentences: say }: Language, facts: Facts): readonly string[] {
  const { when, barrier, targetDeadend, held: others, isAnonymous } = facts;
  return [
    when === '' ? say.offeredNow(facts) : say.offeredThen(facts),
    barrier ? say.barrier(facts, barrier) : '',
    barrier && barrier.hopsLeft > 0 ? say.afterBarrier(facts, barrier) : '',
    targetDeadend === '' ? '' : say.deadendAhead(facts),
    ...others.map((one) => alsoHeld(say, facts, one)),
    isAnonymous ? say.anonymous(facts) : '',
    say.suspects(facts),
  ];
}

function pause(say: Sentences, facts: Facts, one: HeldFacts): readonly string[] {
  return [say.paused(facts, one), one.publicReason === '' ? '' : say.pauseReason(facts, one)];
}

function held(say: Sentences, facts: Facts, one: HeldFacts): string {
  if (one.eligible === 'never') return say.heldForEver(facts, one);
  if (one.eligible === 'far') return say.heldBeyondTime(facts, one);
  return one.begins === '' ? say.heldBack(facts, one) : say.heldBeforeStart(facts, one);
}

function alsoHeld(say: Sentences, facts: Facts, one: HeldFacts): string {
  if (one.isPaused) return say.alsoPaused(facts, one);
  const isNever = one.eligible === 'never' || one.eligible === 'far';
  return isNever ? say.alsoNever(facts, one) : say.alsoOffered(facts, one);
}

function aboutStranger(language: Language, facts: Facts): readonly string[] {
  const { sentences: say, clues } = language;
  const { isEmpty, payload, isElsewhere, near, hint } = facts;
  if (isEmpty) return [say.emptyStream(facts)];
  if (isElsewhere) return [say.otherScope(facts), say.askWithPayload(facts)];
  const likely = near.map((one) => [one.version, clues[one.clue](one, facts)] as const);
  const mayBe = likely.length === 0 ? '' : say.mayBe(facts, likely);
  if (payload === '') return [say.unknownVersion(facts), mayBe, say.askWithPayload(facts)];
  const wayOut = hint ? [say.hints[hint](facts), say.addAliasAfter[hint](facts)] : [say.addAlias(facts)];
  return [say.unknownPayload(facts), mayBe, ...wayOut];
}
