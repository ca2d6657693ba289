-- A released version is never edited: nothing here updates content once published_at is set.
create table definition (
    id            text not null,
    version       int not null,
    name          text not null,
    content       text not null,
    sha256        text not null,
    imported_at   timestamptz not null,
    imported_by   text not null,
    published_at  timestamptz,
    published_by  text,
    primary key (id, version)
);

-- Decisions and forms that belong to a version, by their path beside the definition.
create table definition_file (
    definition_id  text not null,
    version        int not null,
    path           text not null,
    content        text not null,
    primary key (definition_id, version, path),
    foreign key (definition_id, version) references definition (id, version)
);

-- Every publication of a year table makes a new calendar version; clocks say by which version they count.
create table calendar (
    id       text primary key,
    version  int not null
);
create table calendar_year (
    calendar      text not null references calendar (id),
    year          int not null,
    version       int not null,
    content       jsonb not null,
    imported_at   timestamptz not null,
    imported_by   text not null,
    primary key (calendar, year, version)
);
