import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { StrictJsonReader } from './adapters/documents/strict-json-reader.js';
import { FolderSource } from './adapters/documents/folder-source.js';
import { HttpSource } from './adapters/documents/http-source.js';
import { AdminTokenFile } from './adapters/files/admin-token-file.js';
import { SnapshotFolder } from './adapters/files/snapshot-folder.js';
import { GraphAnswers } from './adapters/http/agent/graph-answers.js';
import { GraphEndpoint } from './adapters/http/agent/graph-endpoint.js';
import { NoOutlet, Outlet } from './adapters/http/agent/outlet.js';
import { PreparedStreams } from './adapters/http/agent/prepared-streams.js';
import { Traffic } from './adapters/http/agent/traffic.js';
import { ExplainController } from './adapters/http/explain/explain.controller.js';
import { Shed } from './adapters/http/limits/shed.js';
import { Shutdown } from './adapters/http/limits/shutdown.js';
import { KnownRoutes } from './adapters/http/known-routes.js';
import { NodeConfigController } from './adapters/http/node-config.controller.js';
import { AdminStreamsController } from './adapters/http/operator/admin-streams.controller.js';
import { AuditController } from './adapters/http/operator/audit.controller.js';
import { ChangesController } from './adapters/http/operator/changes.controller.js';
import { HistoryController } from './adapters/http/operator/history.controller.js';
import { LintController } from './adapters/http/operator/lint.controller.js';
import { ReleasesController } from './adapters/http/operator/releases.controller.js';
import { SingleOperation } from './adapters/http/operator/single-operation.js';
import { VisibleStreams } from './adapters/http/operator/visible-streams.js';
import { TokenGuard } from './adapters/http/operator/token-guard.js';
import { TokensController } from './adapters/http/operator/tokens.controller.js';
import { HealthController } from './adapters/http/ops/health.controller.js';
import { MetricsController } from './adapters/http/ops/metrics.controller.js';
import { Build, Metrics } from './adapters/http/ops/metrics.js';
import { ProblemFilter } from './adapters/http/problem-filter.js';
import { DocumentsController } from './adapters/http/streams/documents.controller.js';
import { StreamsController } from './adapters/http/streams/streams.controller.js';
import { Workers } from './adapters/http/workers/workers.js';
import { PinoLog } from './adapters/log/pino-log.js';
import { DatabaseTime } from './adapters/postgres/database-time.js';
import { Database } from './adapters/postgres/database.js';
import { PostgresInstances } from './adapters/postgres/postgres-instances.js';
import { StreamCache } from './adapters/postgres/stream-cache.js';
import { StreamChanges } from './adapters/postgres/stream-changes.js';
import { TypeOrmSourceStates } from './adapters/postgres/typeorm-source-states.js';
import { TypeOrmStreamStore } from './adapters/postgres/typeorm-stream-store.js';
import { TypeOrmTokenStore } from './adapters/postgres/typeorm-token-store.js';
import { TypeOrmWrites } from './adapters/postgres/typeorm-writes.js';
import { Acceptance } from './application/acceptance.js';
import { ChangeWriter } from './application/change-writer.js';
import { Changes } from './application/changes.js';
import { StreamProfiles } from './application/stream-profiles.js';
import { JsonReader } from './application/json-reader.js';
import { Clock } from './application/clock.js';
import { FailedAttempts } from './application/failed-attempts.js';
import { Fellows, NoFellows } from './application/fellows.js';
import { FirstToken, FirstTokenFile } from './application/first-token.js';
import { Feeds, RefreshSettings, type Feed } from './application/feeds.js';
import { IngestNotes } from './application/ingest-notes.js';
import { Ingest } from './application/ingest.js';
import { Instances, NoOthers } from './application/instances.js';
import { LastSnapshots } from './application/last-snapshots.js';
import { Log } from './application/log.js';
import { Readiness } from './application/readiness.js';
import { Refreshing } from './application/refreshing.js';
import { NothingSaved, SavedStreams } from './application/saved-streams.js';
import { Snapshots } from './application/snapshots.js';
import { SourceStates } from './application/source-states.js';
import { Sources } from './application/sources.js';
import { StoreConnection } from './application/store-connection.js';
import { StreamStore } from './application/stream-store.js';
import { TokenStore } from './application/token-store.js';
import { Tokens, TokenSettings } from './application/tokens.js';
import { Upkeep } from './application/upkeep.js';
import { Writes } from './application/writes.js';
import type { Config } from './config.js';
import { ConfiguredStore } from './configured-store.js';

/** The one list of parts. */
@Module({})
export class AppModule {
  static with(config: Config, clock: Clock, databaseTime: DatabaseTime): DynamicModule {
    const time: Provider = { provide: DatabaseTime, useValue: databaseTime };
    return {
      module: AppModule,
      controllers: CONTROLLERS,
      providers: [...worldFor(config, clock), time, ...USE_CASES, ...HTTP_PARTS, ...fellowsFor(config)],
    };
  }
}

const CONTROLLERS = [
  ExplainController,
  StreamsController,
  DocumentsController,
  HealthController,
  MetricsController,
  TokensController,
  AdminStreamsController,
  ReleasesController,
  ChangesController,
  HistoryController,
  AuditController,
  LintController,
  NodeConfigController,
];

/** Ports, and what stands behind them with these settings. */
function worldFor(config: Config, clock: Clock): Provider[] {
  const connectionOf = (database: Database, log: Log) => new ConfiguredStore(config, database, log);
  return [
    { provide: Clock, useValue: clock },
    { provide: Log, useValue: new PinoLog(config.logLevel) },
    { provide: Feeds, useValue: feedsOf(config) },
    { provide: RefreshSettings, useValue: { refreshSeconds: config.refreshSeconds } },
    { provide: Instances, useFactory: (log: Log) => instancesOf(config, log), inject: [Log] },
    { provide: SavedStreams, useValue: savedStreamsOf(config) },
    { provide: TokenSettings, useValue: { bootstrapToken: config.bootstrapToken } },
    { provide: FirstTokenFile, useValue: new AdminTokenFile(config.dataDir) },
    { provide: Build, useValue: { version: config.version } },
    Database,
    StreamCache,
    StreamChanges,
    { provide: Writes, useClass: TypeOrmWrites },
    { provide: TokenStore, useClass: TypeOrmTokenStore },
    { provide: StreamStore, useClass: TypeOrmStreamStore },
    { provide: SourceStates, useClass: TypeOrmSourceStates },
    { provide: StoreConnection, useFactory: connectionOf, inject: [Database, Log] },
  ];
}

function feedsOf({ graphData, graphDataMode, mirror, proxies }: Config): Feeds {
  const feeds: Feed[] = [];
  if (graphData !== null) {
    feeds.push({ kind: 'folder', mode: graphDataMode, source: new FolderSource(graphData) });
  }
  if (!mirror) return new Feeds(feeds);
  const source = new HttpSource(mirror.url, mirror.streams, { proxies });
  return new Feeds([...feeds, { kind: 'mirror', mode: 'follow', source }], mirror.streams);
}

/** The embedded database has nobody else, and is where snapshots would be kept. */
function instancesOf({ databaseUrl }: Config, log: Log): Instances {
  return databaseUrl === null ? new NoOthers() : new PostgresInstances(databaseUrl, log);
}

function savedStreamsOf({ databaseUrl, dataDir }: Config): SavedStreams {
  return databaseUrl === null ? new NothingSaved() : new SnapshotFolder(dataDir);
}

const USE_CASES: Provider[] = [
  ...[Snapshots, LastSnapshots, Sources, IngestNotes, Ingest, Refreshing, Upkeep, Readiness],
  ...[Tokens, FirstToken, FailedAttempts, ChangeWriter, Changes, StreamProfiles, Acceptance],
];

/** Who else serves what is prepared here. */
function fellowsFor({ workers }: Config): Provider[] {
  if (workers === 1)
    return [Workers, { provide: Outlet, useClass: NoOutlet }, { provide: Fellows, useClass: NoFellows }];
  return [Workers, { provide: Outlet, useExisting: Workers }, { provide: Fellows, useExisting: Workers }];
}

const HTTP_PARTS: Provider[] = [
  ...[
    Traffic,
    PreparedStreams,
    GraphAnswers,
    GraphEndpoint,
    Metrics,
    Shed,
    Shutdown,
    KnownRoutes,
    ProblemFilter,
  ],
  ...[TokenGuard, VisibleStreams, SingleOperation],
  { provide: JsonReader, useClass: StrictJsonReader },
];
