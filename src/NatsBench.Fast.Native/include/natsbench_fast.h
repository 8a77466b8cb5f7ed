/*
 * NatsBench.Fast: NATS-Bench as one memory-mapped column file, for C and everything that calls C.
 *
 * - Every function answers a status, NBF_OK or what went wrong; nbf_last_error() then has the line. Nothing is thrown across.
 * - Texts are UTF-8 with a zero at their end. A text that the library writes goes into the caller's buffer: *length receives its bytes
 *   without the zero, and a buffer of NULL with a capacity of 0 asks for that alone.
 * - Handles are opaque and counted: closing a bench while tables, columns or simulations made from it are open is allowed, and the file is
 *   closed with the last of them. A handle that was closed, or is of another kind, is refused: NBF_INVALID_HANDLE.
 * - All functions may be called from many threads at once, on the same handle too. The last error belongs to the thread.
 * - An absent number is NaN. Accuracies are percent, times seconds, flops and params millions.
 *
 * docs/native.md has an example, what is shared with the runtime inside, and what each function answers.
 */
#ifndef NATSBENCH_FAST_H
#define NATSBENCH_FAST_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this interface; nbf_abi_version() tells the library's. Functions may be added to a version, never changed in one. */
#define NBF_ABI_VERSION 1

typedef enum nbf_status {
    NBF_OK = 0,
    NBF_INVALID_ARGUMENT = 1, /* a null pointer, a number out of range, a name that is none */
    NBF_INVALID_HANDLE = 2,   /* closed, never opened, or of another kind */
    NBF_BUFFER_TOO_SMALL = 3, /* the length that is needed was written */
    NBF_REFUSED = 4,          /* the official library refuses as well; nbf_last_refusal() names its exception */
    NBF_FAILED = 5,           /* a file is missing, cannot be read or written, or is another kind of file */
    NBF_DAMAGED = 6,          /* a file is not what was written */
    NBF_NOT_FOUND = 7,        /* no such architecture */
    NBF_OUT_OF_MEMORY = 8,
    NBF_CANCELLED = 9,        /* the caller's function asked to stop */
    NBF_INTERNAL = 10         /* a fault in the library */
} nbf_status;

#define NBF_LAST_EPOCH INT32_MIN /* an epoch: the last of each run */
#define NBF_MEAN INT64_MIN       /* a seed: the mean over all stored ones */

typedef struct nbf_bench_s *nbf_bench;           /* an open column file */
typedef struct nbf_table_s *nbf_table;           /* one dataset under one setting (hp) */
typedef struct nbf_column_s *nbf_column;         /* one number of each architecture */
typedef struct nbf_simulation_s *nbf_simulation; /* simulated training on one dataset under one setting */
typedef struct nbf_calls_s *nbf_calls;           /* official calls with a clock and a generator */
typedef struct nbf_trials_s *nbf_trials;         /* trials of a search algorithm */
typedef struct nbf_weights_s *nbf_weights;       /* trained weights */

/* ---- the library ---- */

int nbf_abi_version(void);
nbf_status nbf_version(char *buffer, size_t capacity, size_t *length);
/* What went wrong last on this thread, in one line. */
nbf_status nbf_last_error(char *buffer, size_t capacity, size_t *length);
/* The Python exception of the official library, such as KeyError, where the last failure was NBF_REFUSED; else empty. */
nbf_status nbf_last_refusal(char *buffer, size_t capacity, size_t *length);

/* ---- column files ---- */

typedef struct nbf_description {
    int32_t space; /* 0 topology (tss), 1 size (sss) */
    int32_t architectures;
    int32_t records;
    int32_t tables;
    int32_t extra_columns;
    int32_t is_synthetic; /* 1: a model made the numbers; never cite them */
    int32_t is_search_only;
    int32_t reserved;
} nbf_description;

nbf_status nbf_open(const char *path, nbf_bench *bench);
nbf_status nbf_close(nbf_bench bench);
nbf_status nbf_describe(nbf_bench bench, nbf_description *description);
/* Space, tables with their seeds and sets, extra columns, and where the numbers came from, as one JSON object. */
nbf_status nbf_describe_json(nbf_bench bench, char *buffer, size_t capacity, size_t *length);

/* An official archive (directory, tar or single pickle) to a column file. threads 0: one a processor. progress may be NULL; it is told the
 * share that is done, from any thread but one at a time, and stops the conversion by answering other than 0. */
nbf_status nbf_convert(const char *archive, const char *output, int32_t threads, int (*progress)(double done, void *user), void *user);

/* ---- architectures ---- */

nbf_status nbf_architecture(nbf_bench bench, int32_t index, char *buffer, size_t capacity, size_t *length);
/* All texts in the order of their indices, with a line feed between two. */
nbf_status nbf_architectures(nbf_bench bench, char *buffer, size_t capacity, size_t *length);
/* The text that isomorphic cells share (get_unique_str); topology alone. */
nbf_status nbf_unique_string(nbf_bench bench, int32_t index, char *buffer, size_t capacity, size_t *length);
nbf_status nbf_has_record(nbf_bench bench, int32_t index, int32_t *has_record);
/* 1 or 0 for every architecture: count is their number. */
nbf_status nbf_have_records(nbf_bench bench, uint8_t *have_records, size_t count);
/* NBF_NOT_FOUND and -1 where the text is no architecture of the space. */
nbf_status nbf_index_of(nbf_bench bench, const char *architecture, int32_t *index);
/* As above for many: every index is written, and NBF_NOT_FOUND names the first that is unknown. */
nbf_status nbf_indices_of(nbf_bench bench, const char *const *architectures, size_t count, int32_t *indices);

/* ---- tables ---- */

typedef struct nbf_metrics_t {
    double epoch; /* 0-based; a mean where runs differ */
    double loss;
    double accuracy;
    double cur_time;
    double all_time;
    uint32_t nones; /* bit i: number i is None in the record, not a NaN that was measured */
    uint32_t reserved;
} nbf_metrics_t;

typedef struct nbf_set_metrics {
    double loss;
    double accuracy;
    double per_time;
    double all_time;
} nbf_set_metrics;

typedef struct nbf_more_info_t {
    uint32_t present; /* bits 0 to 3: train, valid, test, valtest */
    uint32_t nones;   /* bit 4 * set + number: None in the record */
    nbf_set_metrics train;
    nbf_set_metrics valid;
    nbf_set_metrics test;
    nbf_set_metrics valtest; /* validation and test images together: never search by it */
} nbf_more_info_t;

typedef struct nbf_cost_t {
    double flops;   /* millions of multiply-adds */
    double params;  /* millions */
    double latency; /* seconds of a batch of 256 */
} nbf_cost_t;

typedef struct nbf_final {
    double valid_loss;
    double valid_accuracy;
    double test_loss;
    double test_accuracy;
} nbf_final;

enum { NBF_CURVE_ACCURACY = 0, NBF_CURVE_TOP5 = 1, NBF_CURVE_LOSS = 2, NBF_CURVE_SECONDS = 3 };

nbf_status nbf_table_open(nbf_bench bench, const char *dataset, const char *setting, nbf_table *table);
nbf_status nbf_table_close(nbf_table table);
/* The stored seeds in the record's own order. */
nbf_status nbf_seeds(nbf_table table, int32_t architecture, int64_t *seeds, size_t capacity, size_t *count);
/* Those of all architectures back to back, counts[i] of architecture i (0 where it has no record here); architectures is their number. */
nbf_status nbf_seed_lists(nbf_table table, int64_t *seeds, size_t capacity, int32_t *counts, size_t architectures, size_t *total);
/* get_metrics: a set such as "train", "x-valid", "x-test", "ori-test"; an epoch or NBF_LAST_EPOCH; a seed or NBF_MEAN. */
nbf_status nbf_metrics(nbf_table table, int32_t architecture, const char *set, int32_t epoch, int64_t seed, nbf_metrics_t *metrics);
/* get_more_info of one seed or the mean. */
nbf_status nbf_more_info(nbf_table table, int32_t architecture, int32_t epoch, int64_t seed, nbf_more_info_t *info);
/* Of count architectures from the first on; one that is absent or refused has present 0, and nbf_more_info says why. */
nbf_status nbf_more_infos(nbf_table table, int32_t first, size_t count, int32_t epoch, int64_t seed, nbf_more_info_t *infos);
nbf_status nbf_cost(nbf_table table, int32_t architecture, nbf_cost_t *cost);
/* A learning curve of one seed; first_epoch may be NULL. */
nbf_status nbf_curve(nbf_table table, int32_t architecture, int64_t seed, const char *set, int32_t quantity, double *values, size_t capacity,
                     size_t *count, int32_t *first_epoch);
/* Many architectures after their last epoch, mean over seeds, in one call. */
nbf_status nbf_finals(nbf_table table, const int32_t *architectures, size_t count, nbf_final *finals);

/* ---- simulated training ---- */

typedef struct nbf_outcome {
    double accuracy; /* validation, percent */
    double cost;     /* seconds of training and one validation pass: what a clock advances by */
    double latency;
} nbf_outcome;

/* epoch: training stops after it and validates; NBF_LAST_EPOCH for the whole. */
nbf_status nbf_simulation_open(nbf_bench bench, const char *dataset, const char *setting, int32_t epoch, nbf_simulation *simulation);
nbf_status nbf_simulation_close(nbf_simulation simulation);
/* Draws a stored seed. The generator is the caller's: any number to begin with, and it is advanced by one step (SplitMix64). */
nbf_status nbf_simulate(nbf_simulation simulation, int32_t architecture, uint64_t *generator, nbf_outcome *outcome);
/* With a seed of the caller's, or the mean over all (NBF_MEAN). */
nbf_status nbf_simulate_seed(nbf_simulation simulation, int32_t architecture, int64_t seed, nbf_outcome *outcome);
/* As nbf_simulate one after another. */
nbf_status nbf_simulate_batch(nbf_simulation simulation, const int32_t *architectures, size_t count, uint64_t *generator, double *accuracies,
                              double *costs);

/* ---- whole columns ---- */

/* measure: accuracy, loss, seconds (all epochs up to the one asked for), accuracy-std, loss-std of a set; or flops, params, latency with
 * set NULL. */
nbf_status nbf_column_open(nbf_table table, const char *measure, const char *set, int32_t epoch, int64_t seed, nbf_column *column);
/* An extra column by its name, such as help.pixel2.latency. */
nbf_status nbf_extra_column_open(nbf_bench bench, const char *name, nbf_column *column);
/* The caller's own numbers, such as scores of a proxy: one for each architecture, NaN where absent; copied. */
nbf_status nbf_column_from(nbf_bench bench, const double *values, size_t count, nbf_column *column);
nbf_status nbf_column_close(nbf_column column);
/* Straight into decoded memory: read-only, in the order of architectures, valid until the column is closed. stride, in bytes, may be NULL. */
nbf_status nbf_column_data(nbf_column column, const double **data, size_t *length, size_t *stride);

/* ---- scans ---- */

typedef struct nbf_limit {
    nbf_column column;
    double minimum; /* -INFINITY for none */
    double maximum; /* INFINITY for none */
} nbf_limit;

enum { NBF_KENDALL = 0, NBF_SPEARMAN = 1 };

/* The best within limits (bounds included; absent is outside), best first, of equal ones the lower index: at most wanted. lowest: other than 0
 * where less is better. */
nbf_status nbf_top(nbf_column column, int32_t lowest, const nbf_limit *limits, size_t limit_count, size_t wanted, int32_t *indices, double *values,
                   size_t *count);
/* The architectures that no other dominates, in the order of their indices. */
nbf_status nbf_pareto(const nbf_column *columns, const int32_t *lowest, size_t column_count, int32_t *indices, size_t capacity, size_t *count);
/* What the front dominates up to a reference point. */
nbf_status nbf_hypervolume(const nbf_column *columns, const int32_t *lowest, const double *reference, size_t column_count, double *volume);
nbf_status nbf_correlation(nbf_column first, nbf_column second, int32_t kind, double *correlation);

/* ---- the official calls by name ---- */

/* seed: of the generator that stands for Python's. */
nbf_status nbf_calls_open(nbf_bench bench, int32_t seed, nbf_calls *calls);
nbf_status nbf_calls_close(nbf_calls calls);
/* One JSON object {"call": "get_more_info", "args": {...}}. The answer, {"result": ...} or {"error": "KeyError", "message": ...}, is kept for this
 * thread until its next call; nbf_answer copies it. */
nbf_status nbf_call(nbf_calls calls, const char *line, size_t *length);
nbf_status nbf_answer(char *buffer, size_t capacity, size_t *length);

/* ---- trained weights ---- */

/* A weight store (.natsw), or a full archive: directory, tar, or one record. */
nbf_status nbf_weights_open(const char *path, nbf_weights *weights);
nbf_status nbf_weights_close(nbf_weights weights);
/* The tensors of one training: [{"name": ..., "type": "float32" | "float64" | "int64", "shape": [...]}, ...], or null where the record has None. */
nbf_status nbf_weights_describe(nbf_weights weights, int32_t architecture, const char *dataset, const char *setting, int64_t seed, char *buffer,
                                size_t capacity, size_t *length);
/* Their numbers in that order, little endian, back to back; length receives the bytes, which a capacity of 0 asks for too: NBF_BUFFER_TOO_SMALL. */
nbf_status nbf_weights_read(nbf_weights weights, int32_t architecture, const char *dataset, const char *setting, int64_t seed, void *buffer,
                            size_t capacity, size_t *length);

/* ---- search ---- */

typedef struct nbf_trial {
    int64_t trial;
    int32_t evaluations;
    int32_t log_points;
    int32_t incumbent; /* at the budget */
    int32_t final_architecture; /* at the end of the trial */
    double clock;
    double valid;  /* reported: after the full training, mean over seeds, percent */
    double test;
    double regret; /* of the test accuracy against the best there is */
} nbf_trial;

typedef struct nbf_point {
    int64_t trial;
    double clock;
    double cost;
    double reward;
    int32_t step;
    int32_t architecture;
    int32_t epochs;
    int32_t worker;
    int32_t incumbent;
    int32_t reserved;
} nbf_point;

/* Runs trials first_trial to first_trial + count - 1 of an algorithm (random, rea, reinforce, bohb, ...). parameters, such as
 * "population=20,sample=3", may be NULL; budget is simulated seconds, "20000", or evaluations, "100e"; workers 1 is sequential; threads 0 is one
 * a processor and changes no result. keep_points: other than 0 to keep the log points. */
nbf_status nbf_trials_run(nbf_bench bench, const char *algorithm, const char *parameters, const char *dataset, const char *budget, uint64_t root_seed,
                          int64_t first_trial, int32_t count, int32_t workers, int32_t threads, int32_t keep_points, nbf_trials *trials);
nbf_status nbf_trials_close(nbf_trials trials);
/* A capacity of 0 asks for the count alone. */
nbf_status nbf_trials_ends(nbf_trials trials, nbf_trial *ends, size_t capacity, size_t *count);
nbf_status nbf_trials_points(nbf_trials trials, nbf_point *points, size_t capacity, size_t *count);

#ifdef __cplusplus
}
#endif

#endif
