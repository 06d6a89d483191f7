package io.herald.dsl.folder;

import io.herald.engine.model.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one look at the folder found.
 *
 * @param texts new texts by path, empty for a script that is gone; all of one batch
 * @param problems of files and folders that can't be taken as they are; all there are, not only new ones
 * @param folders to be watched, each with what changes when another folder takes its place
 */
public record SourceChanges(Map<String, Optional<String>> texts, List<Problem> problems, Map<Path, Object> folders) {}
