package io.herald.server.command;

import io.herald.server.settings.Setting;
import java.util.List;
import java.util.concurrent.Callable;

/** A command that takes settings; its result is the exit code. */
interface HeraldCommand extends Callable<Integer> {
    /** Those that it offers as flags. */
    List<Setting> settings();
}
