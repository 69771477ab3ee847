import GRDB

/// The schema, as the list of steps that lead to it. A step that has shipped is never edited; a change is a new step.
enum Migrations {
  static func migrate(_ database: any DatabaseWriter) throws {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: spine") { database in
      for statement in mail + work + outgoing + people {
        try database.execute(sql: statement)
      }
    }
    migrator.registerMigration("2: mail on the wire") { database in
      for statement in wire { try database.execute(sql: statement) }
    }
    migrator.registerMigration("3: reliability") { database in
      for statement in reliability { try database.execute(sql: statement) }
    }
    if try database.read({ try migrator.hasBeenSuperseded($0) }) {
      throw StoreError.newer(database.path)
    }
    try migrator.migrate(database)
  }

  /// Messages and where they lie. Everything personal (`message_id`, participants, stages, bytes) can be erased and leaves
  /// the row, the journal and the figures standing.
  private static let mail = [
    """
    CREATE TABLE mailbox (
      name TEXT PRIMARY KEY,
      first_seen INTEGER NOT NULL,
      -- When it first turned automatic: older mails are never answered.
      automatic_since INTEGER
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE conversation (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      mailbox TEXT NOT NULL,
      case_file TEXT,
      began_at INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE case_file (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      mailbox TEXT NOT NULL,
      began_at INTEGER NOT NULL,
      retain_until INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE message (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      mailbox TEXT NOT NULL REFERENCES mailbox(name),
      channel TEXT NOT NULL,
      direction TEXT NOT NULL,
      -- Where it lies now, as far as we know.
      folder TEXT NOT NULL,
      uid_validity INTEGER NOT NULL,
      uid INTEGER NOT NULL,
      content_hash TEXT NOT NULL,
      body_hash TEXT,
      message_id TEXT,
      received_at INTEGER NOT NULL,
      sent_at INTEGER,
      -- Minutes east of UTC in which the sender wrote.
      zone INTEGER,
      conversation TEXT REFERENCES conversation(id),
      case_file TEXT REFERENCES case_file(id),
      duplicate_of TEXT,
      state TEXT NOT NULL,
      state_at INTEGER NOT NULL,
      needs_person INTEGER NOT NULL DEFAULT 0,
      attempts INTEGER NOT NULL DEFAULT 0,
      retry_at INTEGER,
      -- Who works on it and until when, so that several appliances may share a store.
      claim_owner TEXT,
      claim_until INTEGER,
      retain_until INTEGER NOT NULL,
      erased_at INTEGER
    ) STRICT
    """,
    "CREATE INDEX message_content ON message(content_hash)",
    "CREATE INDEX message_message_id ON message(message_id) WHERE message_id IS NOT NULL",
    "CREATE INDEX message_conversation ON message(conversation)",
    "CREATE INDEX message_unfinished ON message(received_at) WHERE state <> 'done'",
    "CREATE INDEX message_person ON message(received_at) WHERE needs_person = 1",
    "CREATE INDEX message_retention ON message(retain_until) WHERE erased_at IS NULL",
    """
    CREATE TABLE location (
      mailbox TEXT NOT NULL,
      folder TEXT NOT NULL,
      uid_validity INTEGER NOT NULL,
      uid INTEGER NOT NULL,
      content_hash TEXT NOT NULL,
      message TEXT NOT NULL REFERENCES message(id),
      PRIMARY KEY (mailbox, folder, uid_validity, uid)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE participant (
      row INTEGER PRIMARY KEY,
      message TEXT NOT NULL REFERENCES message(id),
      mailbox TEXT NOT NULL,
      role TEXT NOT NULL,
      kind TEXT NOT NULL,
      value TEXT NOT NULL,
      name TEXT
    ) STRICT
    """,
    "CREATE INDEX participant_message ON participant(message)",
    "CREATE INDEX participant_value ON participant(value)",
  ]

  /// What was made of each message.
  private static let work = [
    // The bytes behind a hash that decisions name: configurations and models. The references below keep them.
    """
    CREATE TABLE content (
      hash TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      bytes BLOB NOT NULL,
      kept_since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE stage (
      message TEXT NOT NULL REFERENCES message(id),
      mailbox TEXT NOT NULL,
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (message, name)
    ) STRICT, WITHOUT ROWID
    """,
    // The figures of a decision, without anything personal: they outlive the message's erasure.
    """
    CREATE TABLE decision (
      message TEXT PRIMARY KEY REFERENCES message(id),
      mailbox TEXT NOT NULL,
      rule TEXT,
      intent TEXT,
      mode TEXT NOT NULL,
      needs_person INTEGER NOT NULL,
      configuration_hash TEXT NOT NULL REFERENCES content(hash),
      model_hash TEXT NOT NULL REFERENCES content(hash),
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX decision_configuration ON decision(configuration_hash)",
    "CREATE INDEX decision_model ON decision(model_hash)",
    // Every step of every message, in order; codes only.
    """
    CREATE TABLE journal (
      row INTEGER PRIMARY KEY,
      message TEXT NOT NULL REFERENCES message(id),
      mailbox TEXT NOT NULL,
      step TEXT NOT NULL,
      detail TEXT,
      at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX journal_message ON journal(message)",
    """
    CREATE TABLE action (
      message TEXT NOT NULL REFERENCES message(id),
      mailbox TEXT NOT NULL,
      position INTEGER NOT NULL,
      action TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      started_at INTEGER,
      ended_at INTEGER,
      PRIMARY KEY (message, position)
    ) STRICT, WITHOUT ROWID
    """,
  ]

  private static let outgoing = [
    """
    CREATE TABLE outbox (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      -- One answer a message, ever.
      message TEXT NOT NULL UNIQUE REFERENCES message(id),
      mailbox TEXT NOT NULL,
      message_id TEXT NOT NULL UNIQUE,
      sender TEXT NOT NULL,
      recipient TEXT,
      content_hash TEXT NOT NULL,
      state TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      queued_at INTEGER NOT NULL,
      sending_at INTEGER,
      ended_at INTEGER,
      retain_until INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX outbox_recipient ON outbox(recipient, queued_at)",
    "CREATE INDEX outbox_queued ON outbox(queued_at)",
  ]

  private static let people = [
    """
    CREATE TABLE correction (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      message TEXT NOT NULL REFERENCES message(id),
      mailbox TEXT NOT NULL,
      kind TEXT NOT NULL,
      before TEXT NOT NULL,
      after TEXT NOT NULL,
      author TEXT NOT NULL,
      at INTEGER NOT NULL,
      retain_until INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE audit (
      row INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      mailbox TEXT,
      author TEXT NOT NULL,
      deed TEXT NOT NULL,
      parameters TEXT NOT NULL,
      retain_until INTEGER NOT NULL
    ) STRICT
    """,
    // What an operator should know now: a mailbox that does not answer, a message that cannot be read, a tripped breaker.
    """
    CREATE TABLE alarm (
      code TEXT NOT NULL,
      mailbox TEXT NOT NULL,
      parameters TEXT NOT NULL,
      since INTEGER NOT NULL,
      PRIMARY KEY (code, mailbox, parameters)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE switch (name TEXT PRIMARY KEY, value TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
  ]

  private static let wire = [
    // When a person stepped into the exchange.
    "ALTER TABLE conversation ADD COLUMN paused_at INTEGER",
    // A person has answered it, by the mailbox's flag or by a mail among the sent ones.
    "ALTER TABLE message ADD COLUMN answered_by_person INTEGER NOT NULL DEFAULT 0",
    // What people answered before we had read it, by Message-ID.
    """
    CREATE TABLE answered (
      mailbox TEXT NOT NULL,
      message_id TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (mailbox, message_id)
    ) STRICT, WITHOUT ROWID
    """,
    // How far each watched folder has been looked through for what people did: UIDs from `next_uid` on are new.
    """
    CREATE TABLE folder_watch (
      mailbox TEXT NOT NULL,
      folder TEXT NOT NULL,
      uid_validity INTEGER NOT NULL,
      next_uid INTEGER NOT NULL,
      PRIMARY KEY (mailbox, folder)
    ) STRICT, WITHOUT ROWID
    """,
    // The refresh token of a mailbox's OAuth consent, sealed.
    """
    CREATE TABLE refresh_token (
      mailbox TEXT PRIMARY KEY,
      sealed BLOB NOT NULL,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
  ]

  private static let reliability = [
    // Models have megabytes. In a table WITHOUT ROWID each comparison of a key reads its whole row, and every decision
    // compares two.
    """
    CREATE TABLE content_by_row (
      hash TEXT NOT NULL PRIMARY KEY,
      kind TEXT NOT NULL,
      bytes BLOB NOT NULL,
      kept_since INTEGER NOT NULL
    ) STRICT
    """,
    "INSERT INTO content_by_row SELECT hash, kind, bytes, kept_since FROM content",
    "DROP TABLE content",
    "ALTER TABLE content_by_row RENAME TO content",
    // What is done of its mails now. Null before it is opened again.
    "ALTER TABLE mailbox ADD COLUMN mode TEXT",
    // The answer that was given or would have been, and what made it beside the model. Null where none was wanted.
    "ALTER TABLE decision ADD COLUMN template TEXT",
    "ALTER TABLE decision ADD COLUMN profile TEXT",
    "ALTER TABLE decision ADD COLUMN threshold REAL",
    "ALTER TABLE decision ADD COLUMN rules_hash TEXT",
    // A person's audits: figures only, which outlive the message's erasure. One intent of the answer a row.
    """
    CREATE TABLE verdict (
      row INTEGER PRIMARY KEY,
      message TEXT NOT NULL,
      profile TEXT NOT NULL,
      intent TEXT NOT NULL,
      is_right INTEGER NOT NULL,
      model_hash TEXT NOT NULL,
      threshold REAL NOT NULL,
      rules_hash TEXT NOT NULL,
      author TEXT NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (message, intent, model_hash, threshold, rules_hash)
    ) STRICT
    """,
    "CREATE INDEX verdict_intent ON verdict(profile, intent, model_hash, rules_hash)",
    // Mails that a person gave as examples, from an existing folder; those of corrections are made of the messages kept.
    """
    CREATE TABLE example (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      profile TEXT NOT NULL,
      content_hash TEXT NOT NULL,
      intents TEXT NOT NULL,
      message TEXT NOT NULL,
      sender TEXT,
      author TEXT NOT NULL,
      at INTEGER NOT NULL,
      retain_until INTEGER NOT NULL,
      UNIQUE (profile, content_hash)
    ) STRICT
    """,
    "CREATE INDEX example_sender ON example(sender)",
  ]
}
