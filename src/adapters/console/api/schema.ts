/** Made from test/golden/openapi.json by `npm run golden`: what the API takes and answers. */

export type NoParams = Readonly<Record<string, never>>;

export interface ProblemView {
  readonly kind: string;
  readonly value: string;
}

export interface ExplainedNodeView {
  readonly version: string;
  readonly payload: string;
  readonly age_index: number;
}

export interface WarinessView {
  readonly value: number;
  readonly source: 'rollout_wariness' | 'node_uuid' | 'none';
}

export interface HeldView {
  readonly version: string;
  readonly throttle: number;
  readonly eligible_at: string | null;
  readonly paused: boolean;
  readonly public_reason: string | null;
}

export interface BarrierAheadView {
  readonly version: string;
  readonly reason: string;
  readonly hops_left: number;
}

export interface DeadendView {
  readonly version: string;
  readonly reason: string;
}

export interface NearView {
  readonly version: string;
  readonly why: string;
}

export interface ExplanationView {
  readonly verdict:
    | 'unknown_payload'
    | 'deadend'
    | 'update_available'
    | 'rollout_paused'
    | 'held_back'
    | 'up_to_date'
    | 'no_path';
  readonly message: string;
  readonly stream: string;
  readonly basearch: string;
  readonly scheme: 'checksum' | 'oci';
  readonly revision: number;
  readonly at: string;
  readonly node: ExplainedNodeView | null;
  readonly wariness: WarinessView;
  readonly target: ExplainedNodeView | null;
  readonly held: readonly HeldView[];
  readonly barrier: BarrierAheadView | null;
  readonly deadend: DeadendView | null;
  readonly near: readonly NearView[];
  readonly path: readonly string[];
}

export interface SourceView {
  readonly kind: 'managed' | 'seed' | 'folder' | 'mirror';
  readonly last_attempt: string | null;
  readonly last_success: string | null;
  readonly last_error_kind: string | null;
}

export interface SchemeView {
  readonly scheme: 'checksum' | 'oci';
  readonly nodes: number;
  readonly edges: number;
  readonly newest: string;
  readonly newest_for_all: string | null;
}

export interface BasearchView {
  readonly basearch: string;
  readonly schemes: readonly SchemeView[];
}

export interface RolloutView {
  readonly version: string;
  readonly state: 'scheduled' | 'active' | 'paused' | 'finished';
  readonly throttle: number;
  readonly start: string | null;
  readonly end: string | null;
  readonly duration_minutes: number | null;
  readonly basearches: readonly string[] | null;
  readonly public_reason: string | null;
}

export interface StreamView {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly description: string;
  readonly state: 'active' | 'frozen' | 'eol';
  readonly revision: number;
  readonly updated_at: string | null;
  readonly source: SourceView;
  readonly basearches: readonly BasearchView[];
  readonly rollouts: readonly RolloutView[];
}

export interface StreamPage {
  readonly items: readonly StreamView[];
  readonly next_cursor: string | null;
}

export interface HealthView {
  readonly status: 'ok';
}

export interface DegradationView {
  readonly what: 'database' | 'clock' | 'snapshots' | 'source';
  readonly stream: string | null;
  readonly kind: string;
  readonly as_of: string | null;
}

export interface ReadinessView {
  readonly status: 'ready';
  readonly degraded: readonly DegradationView[];
}

export interface FaultView {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export interface DiffView {
  readonly basearch: string;
  readonly scheme: 'checksum' | 'oci';
  readonly nodes_added: readonly string[];
  readonly nodes_removed: readonly string[];
  readonly nodes_changed: readonly string[];
  readonly edges_added: readonly (readonly [string, string])[];
  readonly edges_removed: readonly (readonly [string, string])[];
  readonly stranded: readonly string[];
}

export interface ExposureView {
  readonly version: string;
  readonly at: string;
  readonly throttle: number;
}

export interface RefusalView {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly kind:
    | 'missing_params'
    | 'invalid_params'
    | 'unknown_stream'
    | 'unknown_basearch'
    | 'unknown_version'
    | 'unknown_revision'
    | 'not_found'
    | 'invalid_body'
    | 'unauthenticated'
    | 'forbidden'
    | 'already_exists'
    | 'needs_confirmation'
    | 'invalid_state'
    | 'stream_follows_source'
    | 'idempotency_conflict'
    | 'stale_revision'
    | 'body_too_large'
    | 'unsupported_media_type'
    | 'invalid_release_data'
    | 'too_many_requests'
    | 'method_not_allowed'
    | 'request_timeout'
    | 'headers_too_large'
    | 'not_ready'
    | 'database_unavailable'
    | 'overloaded'
    | 'internal'
    | 'source_unreadable'
    | 'document_unreadable'
    | 'document_too_large'
    | 'document_unsettled'
    | 'invalid_json'
    | 'invalid_document'
    | 'lost_releases';
  readonly errors?: readonly FaultView[];
  readonly diff?: readonly DiffView[];
  readonly exposure?: readonly ExposureView[];
}

export interface WhoamiView {
  readonly name: string;
  readonly role: 'viewer' | 'operator' | 'publisher' | 'admin';
  readonly streams: readonly string[] | null;
  readonly expires_at: string | null;
}

export interface TokenView {
  readonly name: string;
  readonly role: 'viewer' | 'operator' | 'publisher' | 'admin';
  readonly streams: readonly string[] | null;
  readonly expires_at: string | null;
  readonly id: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
}

export interface TokenPage {
  readonly items: readonly TokenView[];
  readonly next_cursor: string | null;
}

export interface TokenBody {
  readonly name: string;
  readonly role: 'viewer' | 'operator' | 'publisher' | 'admin';
  readonly streams?: readonly string[] | null;
  readonly expires_at?: string | null;
}

export interface MadeTokenView {
  readonly name: string;
  readonly role: 'viewer' | 'operator' | 'publisher' | 'admin';
  readonly streams: readonly string[] | null;
  readonly expires_at: string | null;
  readonly id: string;
  readonly token?: string;
}

export interface SourceErrorView {
  readonly kind: string;
  readonly message: string;
}

export interface FullSourceView {
  readonly kind: 'managed' | 'seed' | 'folder' | 'mirror';
  readonly last_attempt: string | null;
  readonly last_success: string | null;
  readonly last_error_kind: string | null;
  readonly url: string | null;
  readonly last_error: SourceErrorView | null;
}

export interface FindingView {
  readonly code: string;
  readonly severity: 'error' | 'confirm' | 'warning';
  readonly path: string;
  readonly message: string;
}

export interface AdminStreamView {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly description: string;
  readonly state: 'active' | 'frozen' | 'eol';
  readonly revision: number;
  readonly updated_at: string | null;
  readonly basearches: readonly BasearchView[];
  readonly rollouts: readonly RolloutView[];
  readonly source: FullSourceView;
  readonly warnings: readonly FindingView[];
}

export interface AdminStreamPage {
  readonly items: readonly AdminStreamView[];
  readonly next_cursor: string | null;
}

export interface NewStreamBody {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly description?: string;
}

export interface SourceKindView {
  readonly kind: 'managed' | 'seed' | 'folder' | 'mirror';
}

export interface StreamAnswerView {
  readonly exposure: readonly ExposureView[];
  readonly diff: readonly DiffView[];
  readonly revision: number;
  readonly dry_run: boolean;
  readonly changed: boolean;
  readonly warnings: readonly FindingView[];
  readonly name: string;
  readonly aliases: readonly string[];
  readonly description: string;
  readonly state: 'active' | 'frozen' | 'eol';
  readonly source: SourceKindView;
  readonly updated_at: string | null;
}

export interface StreamBody {
  readonly aliases?: readonly string[];
  readonly description?: string;
  readonly state?: 'active' | 'frozen' | 'eol';
  readonly source?: 'managed';
}

export interface PayloadView {
  readonly basearch: string;
  readonly scheme: 'checksum' | 'oci';
  readonly payload: string;
}

export interface PayloadAliasView {
  readonly basearch: string;
  readonly scheme: 'checksum' | 'oci';
  readonly payload: string;
  readonly id: string;
  readonly reason: string;
  readonly origin: 'source' | 'local';
}

export interface ReasonView {
  readonly reason: string;
  readonly basearches: readonly string[] | null;
  readonly origin: 'source' | 'local';
}

export interface PauseView {
  readonly since: string | null;
  readonly reason: string;
  readonly public_reason: string | null;
  readonly review_at: string | null;
}

export interface ReleaseRolloutView {
  readonly state: 'scheduled' | 'active' | 'paused' | 'finished';
  readonly throttle: number;
  readonly start: string | null;
  readonly end: string | null;
  readonly duration: string | null;
  readonly duration_minutes: number | null;
  readonly start_fraction: number | null;
  readonly basearches: readonly string[] | null;
  readonly pause: PauseView | null;
  readonly origin: 'source' | 'local';
}

export interface ReleaseScopeView {
  readonly basearch: string;
  readonly scheme: 'checksum' | 'oci';
  readonly reachable_from: readonly string[];
  readonly leads_to: readonly string[];
}

export interface ReleaseView {
  readonly version: string;
  readonly metadata: string;
  readonly payloads: readonly PayloadView[];
  readonly payload_aliases: readonly PayloadAliasView[];
  readonly barrier: ReasonView | null;
  readonly deadend: ReasonView | null;
  readonly rollout: ReleaseRolloutView | null;
  readonly rollout_withdrawn: boolean;
  readonly retired: string | null;
  readonly age_index: number;
  readonly reachable_from: readonly string[];
  readonly leads_to: readonly string[];
  readonly scopes: readonly ReleaseScopeView[];
}

export interface ReleasePage {
  readonly items: readonly ReleaseView[];
  readonly next_cursor: string | null;
}

export interface PayloadBody {
  readonly basearch: string;
  readonly scheme: 'checksum' | 'oci';
  readonly payload: string;
}

export interface ReasonBody {
  readonly reason: string;
  readonly basearches?: readonly string[] | null;
}

export interface RolloutBody {
  readonly start?: string;
  readonly duration?: string;
  readonly start_fraction?: number;
  readonly basearches?: readonly string[] | null;
}

export interface ReleaseBody {
  readonly payloads: readonly PayloadBody[];
  readonly version: string;
  readonly metadata?: string;
  readonly barrier?: ReasonBody | null;
  readonly rollout?: RolloutBody | null;
}

export interface AnswerView {
  readonly exposure: readonly ExposureView[];
  readonly diff: readonly DiffView[];
  readonly revision: number;
  readonly dry_run: boolean;
  readonly changed: boolean;
  readonly warnings: readonly FindingView[];
}

export interface PauseBody {
  readonly reason: string;
  readonly public_reason?: string | null;
  readonly review_at?: string | null;
}

export interface ResumeBody {
  readonly reason?: string | null;
}

export interface StopBody {
  readonly reason: string;
}

export interface LatePayloadsBody {
  readonly payloads: readonly PayloadBody[];
}

export interface AliasBody {
  readonly basearch: string;
  readonly scheme: 'checksum' | 'oci';
  readonly payload: string;
  readonly reason: string;
}

export interface ChangeSetBody {
  readonly operations: readonly { readonly op: unknown; readonly [field: string]: unknown }[];
  readonly reason?: string | null;
  readonly confirm?: readonly string[];
}

export interface ImportBody {
  readonly releases: Readonly<Record<string, unknown>>;
  readonly updates: Readonly<Record<string, unknown>>;
  readonly confirm?: readonly string[];
}

export interface AcceptBody {
  readonly reason: string;
  readonly confirm: readonly string[];
}

export interface RevisionsDiffView {
  readonly from: number;
  readonly to: number;
  readonly diff: readonly DiffView[];
}

export interface RevisionView {
  readonly at: string;
  readonly actor: string;
  readonly role: string;
  readonly operations: readonly Readonly<Record<string, unknown>>[];
  readonly reason: string;
  readonly request_id: string | null;
  readonly revision: number;
  readonly versions: readonly string[];
}

export interface RevisionPage {
  readonly items: readonly RevisionView[];
  readonly next_cursor: string | null;
}

export interface DeclaredView {
  readonly version: string;
  readonly metadata: string;
  readonly payloads: readonly PayloadView[];
  readonly payload_aliases: readonly PayloadAliasView[];
  readonly barrier: ReasonView | null;
  readonly deadend: ReasonView | null;
  readonly rollout: ReleaseRolloutView | null;
  readonly rollout_withdrawn: boolean;
  readonly retired: string | null;
}

export interface ReleaseChangeView {
  readonly version: string;
  readonly before: DeclaredView | null;
  readonly after: DeclaredView | null;
}

export interface FullRevisionView {
  readonly at: string;
  readonly actor: string;
  readonly role: string;
  readonly operations: readonly Readonly<Record<string, unknown>>[];
  readonly reason: string;
  readonly request_id: string | null;
  readonly revision: number;
  readonly versions: readonly string[];
  readonly changes: readonly ReleaseChangeView[];
  readonly diff: readonly DiffView[];
}

export interface AuditView {
  readonly at: string;
  readonly actor: string;
  readonly role: string;
  readonly operations: readonly Readonly<Record<string, unknown>>[];
  readonly reason: string;
  readonly request_id: string | null;
  readonly id: string;
  readonly stream: string | null;
  readonly revision: number | null;
}

export interface AuditPage {
  readonly items: readonly AuditView[];
  readonly next_cursor: string | null;
}

export interface DocumentsBody {
  readonly releases: Readonly<Record<string, unknown>>;
  readonly updates: Readonly<Record<string, unknown>>;
}

export interface LintBody {
  readonly releases: Readonly<Record<string, unknown>>;
  readonly updates: Readonly<Record<string, unknown>>;
  readonly previous?: DocumentsBody | null;
  readonly at?: string | null;
}

export interface LintView {
  readonly exposure: readonly ExposureView[];
  readonly diff: readonly DiffView[];
  readonly findings: readonly FindingView[];
}

export interface GraphAnswer {
  readonly nodes: readonly {
    readonly version: string;
    readonly metadata: Readonly<Record<string, string>>;
    readonly payload: string;
  }[];
  readonly edges: readonly (readonly [number, number])[];
}

export interface Operations {
  'GET /v1/graph': {
    readonly path: NoParams;
    readonly query: {
      readonly stream: string;
      readonly basearch: string;
      readonly oci?: 'true' | 'false';
      readonly rollout_wariness?: string;
      readonly node_uuid?: string;
      readonly group?: string;
      readonly platform?: string;
      readonly os_version?: string;
      readonly os_checksum?: string;
    };
    readonly body: null;
    readonly answer: GraphAnswer;
  };
  'GET /v1/explain': {
    readonly path: NoParams;
    readonly query: {
      readonly at?: string;
      readonly stream: string;
      readonly basearch: string;
      readonly oci?: 'true' | 'false';
      readonly rollout_wariness?: string;
      readonly node_uuid?: string;
      readonly group?: string;
      readonly platform?: string;
      readonly os_version?: string;
      readonly os_checksum?: string;
    };
    readonly body: null;
    readonly answer: ExplanationView;
  };
  'GET /v1/streams': {
    readonly path: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string };
    readonly body: null;
    readonly answer: StreamPage;
  };
  'GET /v1/streams/{stream}': {
    readonly path: { readonly stream: string };
    readonly query: NoParams;
    readonly body: null;
    readonly answer: StreamView;
  };
  'GET /prod/streams/{stream}/releases.json': {
    readonly path: { readonly stream: string };
    readonly query: { readonly extended?: 'true' | 'false' };
    readonly body: null;
    readonly answer: Readonly<Record<string, unknown>>;
  };
  'GET /updates/{stream}.json': {
    readonly path: { readonly stream: string };
    readonly query: { readonly extended?: 'true' | 'false' };
    readonly body: null;
    readonly answer: Readonly<Record<string, unknown>>;
  };
  'GET /healthz': {
    readonly path: NoParams;
    readonly query: NoParams;
    readonly body: null;
    readonly answer: HealthView;
  };
  'GET /readyz': {
    readonly path: NoParams;
    readonly query: NoParams;
    readonly body: null;
    readonly answer: ReadinessView;
  };
  'GET /metrics': {
    readonly path: NoParams;
    readonly query: NoParams;
    readonly body: null;
    readonly answer: string;
  };
  'GET /admin/v1/whoami': {
    readonly path: NoParams;
    readonly query: NoParams;
    readonly body: null;
    readonly answer: WhoamiView;
  };
  'GET /admin/v1/tokens': {
    readonly path: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string };
    readonly body: null;
    readonly answer: TokenPage;
  };
  'POST /admin/v1/tokens': {
    readonly path: NoParams;
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: TokenBody;
    readonly answer: MadeTokenView;
  };
  'DELETE /admin/v1/tokens/{id}': {
    readonly path: { readonly id: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: null;
    readonly answer: TokenView;
  };
  'GET /admin/v1/streams': {
    readonly path: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string };
    readonly body: null;
    readonly answer: AdminStreamPage;
  };
  'POST /admin/v1/streams': {
    readonly path: NoParams;
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: NewStreamBody;
    readonly answer: StreamAnswerView;
  };
  'GET /admin/v1/streams/{stream}': {
    readonly path: { readonly stream: string };
    readonly query: NoParams;
    readonly body: null;
    readonly answer: AdminStreamView;
  };
  'DELETE /admin/v1/streams/{stream}': {
    readonly path: { readonly stream: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: null;
    readonly answer: StreamAnswerView;
  };
  'PATCH /admin/v1/streams/{stream}': {
    readonly path: { readonly stream: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: StreamBody;
    readonly answer: StreamAnswerView;
  };
  'GET /admin/v1/streams/{stream}/releases': {
    readonly path: { readonly stream: string };
    readonly query: { readonly limit?: number; readonly cursor?: string };
    readonly body: null;
    readonly answer: ReleasePage;
  };
  'POST /admin/v1/streams/{stream}/releases': {
    readonly path: { readonly stream: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: ReleaseBody;
    readonly answer: AnswerView;
  };
  'GET /admin/v1/streams/{stream}/releases/{version}': {
    readonly path: { readonly stream: string; readonly version: string };
    readonly query: NoParams;
    readonly body: null;
    readonly answer: ReleaseView;
  };
  'PUT /admin/v1/streams/{stream}/releases/{version}/barrier': {
    readonly path: { readonly stream: string; readonly version: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: ReasonBody;
    readonly answer: AnswerView;
  };
  'DELETE /admin/v1/streams/{stream}/releases/{version}/barrier': {
    readonly path: { readonly stream: string; readonly version: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: null;
    readonly answer: AnswerView;
  };
  'PUT /admin/v1/streams/{stream}/releases/{version}/deadend': {
    readonly path: { readonly stream: string; readonly version: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: ReasonBody;
    readonly answer: AnswerView;
  };
  'DELETE /admin/v1/streams/{stream}/releases/{version}/deadend': {
    readonly path: { readonly stream: string; readonly version: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: null;
    readonly answer: AnswerView;
  };
  'PUT /admin/v1/streams/{stream}/releases/{version}/rollout': {
    readonly path: { readonly stream: string; readonly version: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: RolloutBody;
    readonly answer: AnswerView;
  };
  'POST /admin/v1/streams/{stream}/releases/{version}/rollout/pause': {
    readonly path: { readonly stream: string; readonly version: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: PauseBody;
    readonly answer: AnswerView;
  };
  'POST /admin/v1/streams/{stream}/releases/{version}/rollout/resume': {
    readonly path: { readonly stream: string; readonly version: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: ResumeBody;
    readonly answer: AnswerView;
  };
  'POST /admin/v1/streams/{stream}/releases/{version}/rollout/finish': {
    readonly path: { readonly stream: string; readonly version: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: StopBody;
    readonly answer: AnswerView;
  };
  'POST /admin/v1/streams/{stream}/releases/{version}/rollout/withdraw': {
    readonly path: { readonly stream: string; readonly version: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: StopBody;
    readonly answer: AnswerView;
  };
  'POST /admin/v1/streams/{stream}/releases/{version}/payloads': {
    readonly path: { readonly stream: string; readonly version: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: LatePayloadsBody;
    readonly answer: AnswerView;
  };
  'POST /admin/v1/streams/{stream}/releases/{version}/payload-aliases': {
    readonly path: { readonly stream: string; readonly version: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: AliasBody;
    readonly answer: AnswerView;
  };
  'DELETE /admin/v1/streams/{stream}/releases/{version}/payload-aliases/{id}': {
    readonly path: { readonly id: string; readonly stream: string; readonly version: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: null;
    readonly answer: AnswerView;
  };
  'POST /admin/v1/streams/{stream}/releases/{version}/retire': {
    readonly path: { readonly stream: string; readonly version: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: StopBody;
    readonly answer: AnswerView;
  };
  'POST /admin/v1/streams/{stream}/changes': {
    readonly path: { readonly stream: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: ChangeSetBody;
    readonly answer: AnswerView;
  };
  'PUT /admin/v1/streams/{stream}/documents': {
    readonly path: { readonly stream: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: ImportBody;
    readonly answer: AnswerView;
  };
  'POST /admin/v1/streams/{stream}/source/accept': {
    readonly path: { readonly stream: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: AcceptBody;
    readonly answer: AnswerView;
  };
  'GET /admin/v1/streams/{stream}/graph': {
    readonly path: { readonly stream: string };
    readonly query: {
      readonly basearch: string;
      readonly oci?: 'true' | 'false';
      readonly at?: string;
      readonly wariness?: number;
      readonly revision?: number;
    };
    readonly body: null;
    readonly answer: GraphAnswer;
  };
  'GET /admin/v1/streams/{stream}/diff': {
    readonly path: { readonly stream: string };
    readonly query: { readonly from: number; readonly to?: number };
    readonly body: null;
    readonly answer: RevisionsDiffView;
  };
  'GET /admin/v1/streams/{stream}/revisions': {
    readonly path: { readonly stream: string };
    readonly query: { readonly limit?: number; readonly cursor?: string };
    readonly body: null;
    readonly answer: RevisionPage;
  };
  'GET /admin/v1/streams/{stream}/revisions/{revision}': {
    readonly path: { readonly stream: string; readonly revision: number };
    readonly query: NoParams;
    readonly body: null;
    readonly answer: FullRevisionView;
  };
  'GET /admin/v1/audit': {
    readonly path: NoParams;
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly stream?: string;
      readonly actor?: string;
      readonly since?: string;
      readonly until?: string;
    };
    readonly body: null;
    readonly answer: AuditPage;
  };
  'POST /admin/v1/lint': {
    readonly path: NoParams;
    readonly query: NoParams;
    readonly body: LintBody;
    readonly answer: LintView;
  };
}
