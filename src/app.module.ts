import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { FolderSource } from './adapters/documents/folder-source.js';
import { GraphEndpoint } from './adapters/http/agent/graph-endpoint.js';
import { PreparedStreams } from './adapters/http/agent/prepared-streams.js';
import { Traffic } from './adapters/http/agent/traffic.js';
import { KnownRoutes } from './adapters/http/known-routes.js';
import { HealthController } from './adapters/http/ops/health.controller.js';
import { MetricsController } from './adapters/http/ops/metrics.controller.js';
import { Build, Metrics } from './adapters/http/ops/metrics.js';
import { ProblemFilter } from './adapters/http/problem-filter.js';
import { DocumentsController } from './adapters/http/streams/documents.controller.js';
import { StreamsController } from './adapters/http/streams/streams.controller.js';
import { PinoLog } from './adapters/log/pino-log.js';
import { DatabaseTime } from './adapters/postgres/database-time.js';
import { Database } from './adapters/postgres/database.js';
import { StreamCache } from './adapters/postgres/stream-cache.js';
import { StreamChanges } from './adapters/postgres/stream-changes.js';
import { TypeOrmStreamStore } from './adapters/postgres/typeorm-stream-store.js';
import { TypeOrmWrites } from './adapters/postgres/typeorm-writes.js';
import { Clock } from './application/clock.js';
import { DocumentSource, NoSource } from './application/document-source.js';
import { Ingest, IngestSettings } from './application/ingest.js';
import { Log } from './application/log.js';
import { Readiness } from './application/readiness.js';
import { Snapshots } from './application/snapshots.js';
import { Sources } from './application/sources.js';
import { StoreConnection } from './application/store-connection.js';
import { StreamStore } from './application/stream-store.js';
import { Upkeep } from './application/upkeep.js';
import { Writes } from './application/writes.js';
import type { Config } from './config.js';
import { ConfiguredStore } from './configured-store.js';

/** The one list of parts. */
@Module({})
export class AppModule {
  static with(config: Config, clock: Clock): DynamicModule {
    return {
      module: AppModule,
      controllers: [StreamsController, DocumentsController, HealthController, MetricsController],
      providers: [...worldFor(config, clock), ...USE_CASES, ...HTTP_PARTS],
    };
  }
}

/** Ports, and what stands behind them with these settings. */
function worldFor(config: Config, clock: Clock): Provider[] {
  const source = config.graphData === null ? new NoSource() : new FolderSource(config.graphData);
  const settings: IngestSettings = { mode: config.graphDataMode, refreshSeconds: config.refreshSeconds };
  const connectionOf = (database: Database, log: Log) => new ConfiguredStore(config, database, log);
  return [
    { provide: Clock, useValue: clock },
    { provide: Log, useValue: new PinoLog(config.logLevel) },
    { provide: DocumentSource, useValue: source },
    { provide: IngestSettings, useValue: settings },
    { provide: Build, useValue: { version: config.version } },
    Database,
    DatabaseTime,
    StreamCache,
    StreamChanges,
    { provide: Writes, useClass: TypeOrmWrites },
    { provide: StreamStore, useClass: TypeOrmStreamStore },
    { provide: StoreConnection, useFactory: connectionOf, inject: [Database, Log] },
  ];
}

const USE_CASES: Provider[] = [Snapshots, Sources, Ingest, Upkeep, Readiness];

const HTTP_PARTS: Provider[] = [Traffic, PreparedStreams, GraphEndpoint, Metrics, KnownRoutes, ProblemFilter];
