/*
 * Every function of natsbench_fast.h, asked rightly and wrongly. Arguments: the converted topology sample (records 11 and 284), a whole synthetic
 * topology table, the folder of the sample archive, a folder to write into, and the folder of the full archive. Ends with "N passed, M failed".
 */
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "natsbench_fast.h"

static int passed, failed;

static void check(int holds, const char *what, int line)
{
    if (holds) {
        passed++;
        return;
    }
    char error[512] = "";
    nbf_last_error(error, sizeof error, NULL);
    failed++;
    fprintf(stderr, "line %d: %s (last error: %s)\n", line, what, error);
}

#define CHECK(holds) check((holds) != 0, #holds, __LINE__)

/* The status that is expected, and a line that says why where it is none of success. */
static void check_status(nbf_status status, nbf_status expected, const char *what, int line)
{
    char error[512] = "";
    check(status == expected, what, line);
    if (expected != NBF_OK) {
        nbf_last_error(error, sizeof error, NULL);
        check(error[0] != '\0' && strchr(error, '\n') == NULL, "a refusal has one line", line);
        check(strstr(error, "please report") == NULL, "a refusal is no fault", line);
    }
}

#define EXPECT(expected, call) check_status((call), (expected), #call, __LINE__)
#define OK(call) EXPECT(NBF_OK, call)

static void *forged(intptr_t number)
{
    return (void *)number;
}

static void exercise_library(void)
{
    char text[64];
    size_t length = 0;
    CHECK(nbf_abi_version() == NBF_ABI_VERSION);
    OK(nbf_version(text, sizeof text, &length));
    CHECK(length == strlen(text) && length > 0);
    OK(nbf_version(NULL, 0, &length));
    EXPECT(NBF_BUFFER_TOO_SMALL, nbf_version(text, 2, &length));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_version(NULL, 5, &length));
    OK(nbf_last_error(NULL, 0, &length));
    CHECK(length > 0);
    CHECK(nbf_last_error(text, 1, NULL) == NBF_BUFFER_TOO_SMALL);
    OK(nbf_last_refusal(text, sizeof text, &length));
    CHECK(length == 0);
}

static void exercise_opening(const char *folder)
{
    char path[4096];
    nbf_bench bench;
    EXPECT(NBF_INVALID_ARGUMENT, nbf_open(NULL, &bench));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_open("", &bench));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_open("x.natsb", NULL));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_open("\xff\xfe.natsb", &bench));
    snprintf(path, sizeof path, "%s/none.natsb", folder);
    EXPECT(NBF_FAILED, nbf_open(path, &bench));
    CHECK(bench == NULL);
    snprintf(path, sizeof path, "%s/foreign.natsb", folder);
    FILE *file = fopen(path, "wb");
    CHECK(file != NULL);
    if (file != NULL) {
        fputs("NATSB and nothing that follows from it, long enough to be looked at", file);
        fclose(file);
    }
    EXPECT(NBF_DAMAGED, nbf_open(path, &bench));
    EXPECT(NBF_INVALID_HANDLE, nbf_close(NULL));
    EXPECT(NBF_INVALID_HANDLE, nbf_close(forged(12345)));
    EXPECT(NBF_INVALID_HANDLE, nbf_close(forged(-1)));
}

static void exercise_description(nbf_bench bench)
{
    nbf_description about;
    char json[16384];
    size_t length = 0;
    OK(nbf_describe(bench, &about));
    CHECK(about.space == 0 && about.architectures == 15625 && about.records == 2 && about.is_synthetic == 0 && about.tables > 0);
    EXPECT(NBF_INVALID_ARGUMENT, nbf_describe(bench, NULL));
    OK(nbf_describe_json(bench, json, sizeof json, &length));
    CHECK(length == strlen(json) && strstr(json, "\"cifar10-valid\"") != NULL);
    EXPECT(NBF_BUFFER_TOO_SMALL, nbf_describe_json(bench, json, length, &length));
}

static void exercise_architectures(nbf_bench bench)
{
    char text[256], other[256];
    size_t length = 0;
    int32_t index = 0, has = -1, indices[3];
    OK(nbf_architecture(bench, 11, text, sizeof text, &length));
    CHECK(length == strlen(text) && text[0] == '|');
    OK(nbf_index_of(bench, text, &index));
    CHECK(index == 11);
    OK(nbf_unique_string(bench, 11, other, sizeof other, &length));
    CHECK(length > 0);
    EXPECT(NBF_REFUSED, nbf_architecture(bench, -1, text, sizeof text, &length));
    EXPECT(NBF_REFUSED, nbf_architecture(bench, 15625, text, sizeof text, &length));
    OK(nbf_last_refusal(other, sizeof other, NULL));
    CHECK(strcmp(other, "ValueError") == 0);
    EXPECT(NBF_NOT_FOUND, nbf_index_of(bench, "|nor_conv_9x9~0|", &index));
    CHECK(index == -1);
    EXPECT(NBF_INVALID_ARGUMENT, nbf_index_of(bench, NULL, &index));
    char *longer = malloc(100001);
    memset(longer, 'x', 100000);
    longer[100000] = '\0';
    EXPECT(NBF_NOT_FOUND, nbf_index_of(bench, longer, &index));
    const char *texts[3] = {text, "no", NULL};
    OK(nbf_architecture(bench, 284, text, sizeof text, NULL));
    OK(nbf_indices_of(bench, texts, 1, indices));
    CHECK(indices[0] == 284);
    EXPECT(NBF_NOT_FOUND, nbf_indices_of(bench, texts, 2, indices));
    CHECK(indices[0] == 284 && indices[1] == -1);
    EXPECT(NBF_INVALID_ARGUMENT, nbf_indices_of(bench, texts, 3, indices));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_indices_of(bench, NULL, 1, indices));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_indices_of(bench, texts, SIZE_MAX, indices));
    OK(nbf_indices_of(bench, NULL, 0, NULL));
    OK(nbf_has_record(bench, 11, &has));
    CHECK(has == 1);
    OK(nbf_has_record(bench, 12, &has));
    CHECK(has == 0);
    EXPECT(NBF_INVALID_ARGUMENT, nbf_has_record(bench, 12, NULL));
    uint8_t *records = malloc(15625);
    OK(nbf_have_records(bench, records, 15625));
    CHECK(records[11] == 1 && records[12] == 0 && records[284] == 1);
    EXPECT(NBF_INVALID_ARGUMENT, nbf_have_records(bench, records, 15624));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_have_records(bench, NULL, 15625));
    free(records);
    OK(nbf_architectures(bench, NULL, 0, &length));
    char *all = malloc(length + 1);
    OK(nbf_architectures(bench, all, length + 1, &length));
    size_t lines = 1;
    for (size_t i = 0; i < length; i++)
        lines += all[i] == '\n';
    CHECK(lines == 15625 && strlen(all) == length);
    EXPECT(NBF_BUFFER_TOO_SMALL, nbf_architectures(bench, all, length, &length));
    free(all);
    free(longer);
}

static void exercise_tables(nbf_bench bench)
{
    nbf_table table, none;
    int64_t seeds[8];
    size_t count = 0;
    nbf_metrics_t metrics, one;
    nbf_more_info_t info;
    nbf_cost_t cost;
    nbf_final finals[2];
    double curve[256];
    int32_t first = -1, asked[2] = {284, 11};
    char refusal[64];

    EXPECT(NBF_REFUSED, nbf_table_open(bench, "cifar11", "200", &none));
    CHECK(none == NULL);
    EXPECT(NBF_INVALID_ARGUMENT, nbf_table_open(bench, "", "200", &none));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_table_open(bench, "cifar100", NULL, &none));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_table_open(bench, "cifar100", "200", NULL));
    OK(nbf_table_open(bench, "cifar100", "200", &table));

    OK(nbf_seeds(table, 284, seeds, 8, &count));
    CHECK(count >= 2 && seeds[0] == 777);
    EXPECT(NBF_BUFFER_TOO_SMALL, nbf_seeds(table, 284, seeds, 1, &count));
    CHECK(count >= 2);
    EXPECT(NBF_REFUSED, nbf_seeds(table, 12, seeds, 8, &count));

    int32_t *counts = malloc(15625 * sizeof *counts);
    EXPECT(NBF_BUFFER_TOO_SMALL, nbf_seed_lists(table, NULL, 0, counts, 15625, &count));
    int64_t *lists = malloc(count * sizeof *lists);
    OK(nbf_seed_lists(table, lists, count, counts, 15625, &count));
    CHECK(counts[12] == 0 && counts[11] > 0 && (size_t)(counts[11] + counts[284]) == count && lists[counts[11]] == seeds[0]);
    EXPECT(NBF_INVALID_ARGUMENT, nbf_seed_lists(table, lists, count, counts, 15624, &count));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_seed_lists(table, lists, count, NULL, 15625, &count));
    free(lists);
    free(counts);

    /* The landmarks of the published table. */
    OK(nbf_metrics(table, 284, "x-valid", NBF_LAST_EPOCH, NBF_MEAN, &metrics));
    CHECK(metrics.accuracy == 61.67999998779297 && metrics.epoch == 199 && metrics.nones == 0);
    OK(nbf_metrics(table, 284, "x-test", 199, NBF_MEAN, &metrics));
    CHECK(metrics.accuracy == 62.13999997558594);
    OK(nbf_metrics(table, 284, "train", 0, seeds[0], &one));
    CHECK(one.epoch == 0 && one.loss > 0);
    EXPECT(NBF_REFUSED, nbf_metrics(table, 284, "x-valid", 200, NBF_MEAN, &metrics));
    EXPECT(NBF_REFUSED, nbf_metrics(table, 284, "x-valid", -1, NBF_MEAN, &metrics));
    EXPECT(NBF_REFUSED, nbf_metrics(table, 284, "y-valid", NBF_LAST_EPOCH, NBF_MEAN, &metrics));
    OK(nbf_last_refusal(refusal, sizeof refusal, NULL));
    CHECK(strcmp(refusal, "ValueError") == 0);
    EXPECT(NBF_REFUSED, nbf_metrics(table, 284, "x-valid", NBF_LAST_EPOCH, 1, &metrics));
    EXPECT(NBF_REFUSED, nbf_metrics(table, INT32_MAX, "x-valid", NBF_LAST_EPOCH, NBF_MEAN, &metrics));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_metrics(table, 284, NULL, NBF_LAST_EPOCH, NBF_MEAN, &metrics));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_metrics(table, 284, "x-valid", NBF_LAST_EPOCH, NBF_MEAN, NULL));
    EXPECT(NBF_INVALID_HANDLE, nbf_metrics((nbf_table)bench, 284, "x-valid", NBF_LAST_EPOCH, NBF_MEAN, &metrics));

    OK(nbf_more_info(table, 284, NBF_LAST_EPOCH, NBF_MEAN, &info));
    CHECK(info.present == 15 && info.nones == 0 && info.valid.accuracy == 61.67999998779297 && info.test.accuracy == 62.13999997558594);
    OK(nbf_more_info(table, 284, 10, seeds[0], &info));
    CHECK((info.present & 3) == 1 && isnan(info.valid.accuracy));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_more_info(table, 284, 10, seeds[0], NULL));

    nbf_more_info_t *infos = malloc(15625 * sizeof *infos);
    OK(nbf_more_infos(table, 0, 15625, 10, seeds[0], infos));
    CHECK(infos[284].present == info.present && infos[284].train.loss == info.train.loss && infos[12].present == 0 && infos[11].present != 0);
    OK(nbf_more_infos(table, 284, 1, 10, seeds[0], infos));
    CHECK(infos[0].train.accuracy == info.train.accuracy);
    EXPECT(NBF_INVALID_ARGUMENT, nbf_more_infos(table, 1, 15625, 10, seeds[0], infos));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_more_infos(table, -1, 1, 10, seeds[0], infos));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_more_infos(table, 0, 1, 10, seeds[0], NULL));
    free(infos);

    OK(nbf_cost(table, 284, &cost));
    CHECK(cost.flops > 0 && cost.params > 0 && cost.latency > 0);
    EXPECT(NBF_REFUSED, nbf_cost(table, -5, &cost));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_cost(table, 284, NULL));

    OK(nbf_finals(table, asked, 2, finals));
    CHECK(finals[0].valid_accuracy == 61.67999998779297 && finals[1].test_accuracy > 0);
    asked[1] = 12;
    EXPECT(NBF_REFUSED, nbf_finals(table, asked, 2, finals));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_finals(table, NULL, 2, finals));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_finals(table, asked, 2, NULL));

    OK(nbf_curve(table, 284, seeds[0], "train", NBF_CURVE_ACCURACY, curve, 256, &count, &first));
    CHECK(count == 200 && first == 0 && curve[199] > curve[0]);
    EXPECT(NBF_BUFFER_TOO_SMALL, nbf_curve(table, 284, seeds[0], "train", NBF_CURVE_LOSS, curve, 10, &count, NULL));
    CHECK(count == 200);
    EXPECT(NBF_INVALID_ARGUMENT, nbf_curve(table, 284, seeds[0], "train", 9, curve, 256, &count, &first));
    EXPECT(NBF_REFUSED, nbf_curve(table, 284, 1, "train", NBF_CURVE_LOSS, curve, 256, &count, &first));
    EXPECT(NBF_REFUSED, nbf_curve(table, 284, seeds[0], "nothing", NBF_CURVE_LOSS, curve, 256, &count, &first));

    OK(nbf_table_close(table));
    EXPECT(NBF_INVALID_HANDLE, nbf_table_close(table));
    EXPECT(NBF_INVALID_HANDLE, nbf_seeds(table, 284, seeds, 8, &count));
}

static void exercise_simulation(nbf_bench bench)
{
    enum { MANY = 1000 };
    nbf_simulation simulation, none;
    uint64_t generator = 1, other = 1;
    nbf_outcome outcome, seeded;
    int32_t asked[MANY];
    double accuracies[MANY], costs[MANY];

    EXPECT(NBF_REFUSED, nbf_simulation_open(bench, "cifar9", "12", NBF_LAST_EPOCH, &none));
    EXPECT(NBF_REFUSED, nbf_simulation_open(bench, "cifar10", "12", 12, &none));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_simulation_open(bench, "cifar10", "12", NBF_LAST_EPOCH, NULL));
    OK(nbf_simulation_open(bench, "cifar10", "12", NBF_LAST_EPOCH, &simulation));
    for (int i = 0; i < MANY; i++)
        asked[i] = (i * 7919) % 15625;
    OK(nbf_simulate_batch(simulation, asked, MANY, &generator, accuracies, costs));
    int same = 1;
    for (int i = 0; i < MANY; i++) {
        nbf_status status = nbf_simulate(simulation, asked[i], &other, &outcome);
        same &= status == NBF_OK && outcome.accuracy == accuracies[i] && outcome.cost == costs[i];
    }
    CHECK(same);
    CHECK(generator == other && generator != 1);
    OK(nbf_simulate_seed(simulation, 11, 777, &seeded));
    CHECK(seeded.accuracy > 0 && seeded.cost > 0 && seeded.latency > 0);
    OK(nbf_simulate_seed(simulation, 11, NBF_MEAN, &seeded));
    EXPECT(NBF_REFUSED, nbf_simulate_seed(simulation, 11, 5, &seeded));
    EXPECT(NBF_REFUSED, nbf_simulate(simulation, -1, &generator, &outcome));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_simulate(simulation, 11, NULL, &outcome));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_simulate(simulation, 11, &generator, NULL));
    asked[500] = 15625;
    uint64_t before = generator;
    EXPECT(NBF_REFUSED, nbf_simulate_batch(simulation, asked, MANY, &generator, accuracies, costs));
    CHECK(generator == before);
    EXPECT(NBF_INVALID_ARGUMENT, nbf_simulate_batch(simulation, asked, MANY, &generator, NULL, costs));
    OK(nbf_simulate_batch(simulation, NULL, 0, &generator, NULL, NULL));
    OK(nbf_simulation_close(simulation));
    EXPECT(NBF_INVALID_HANDLE, nbf_simulate(simulation, 11, &generator, &outcome));
    EXPECT(NBF_INVALID_HANDLE, nbf_simulation_close(simulation));
}

static void exercise_columns(nbf_bench bench)
{
    nbf_table table;
    nbf_column accuracy, flops, none;
    const double *values = NULL, *costs = NULL;
    size_t length = 0, stride = 0, count = 0;
    int32_t indices[5];
    double best[5], correlation = 0, volume = 0;

    OK(nbf_table_open(bench, "cifar100", "200", &table));
    OK(nbf_column_open(table, "accuracy", "x-valid", NBF_LAST_EPOCH, NBF_MEAN, &accuracy));
    OK(nbf_column_open(table, "flops", NULL, NBF_LAST_EPOCH, NBF_MEAN, &flops));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_column_open(table, "accurracy", "x-valid", NBF_LAST_EPOCH, NBF_MEAN, &none));
    EXPECT(NBF_REFUSED, nbf_column_open(table, "accuracy", "y-valid", NBF_LAST_EPOCH, NBF_MEAN, &none));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_column_open(table, "accuracy-std", "x-valid", NBF_LAST_EPOCH, 777, &none));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_column_open(table, "accuracy", NULL, NBF_LAST_EPOCH, NBF_MEAN, &none));
    EXPECT(NBF_REFUSED, nbf_extra_column_open(bench, "help.pixel2.latency", &none));
    OK(nbf_table_close(table));

    /* The columns live on without their table. */
    OK(nbf_column_data(accuracy, &values, &length, &stride));
    CHECK(length == 15625 && stride == sizeof(double) && values != NULL);
    OK(nbf_column_data(flops, &costs, &length, NULL));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_column_data(flops, NULL, &length, NULL));

    int expected = -1;
    for (int i = 0; i < 15625; i++)
        if (costs[i] <= 50 && (expected < 0 || values[i] > values[expected]))
            expected = i;
    nbf_limit limit = {flops, -INFINITY, 50};
    OK(nbf_top(accuracy, 0, &limit, 1, 5, indices, best, &count));
    CHECK(count == 5 && indices[0] == expected && best[0] == values[expected] && best[0] >= best[4]);
    OK(nbf_top(flops, 1, NULL, 0, 1, indices, best, &count));
    CHECK(count == 1 && best[0] > 0);
    limit.maximum = -1;
    OK(nbf_top(accuracy, 0, &limit, 1, 5, indices, best, &count));
    CHECK(count == 0);
    limit.maximum = NAN;
    EXPECT(NBF_INVALID_ARGUMENT, nbf_top(accuracy, 0, &limit, 1, 5, indices, best, &count));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_top(accuracy, 0, NULL, 1, 5, indices, best, &count));
    limit.column = NULL;
    limit.maximum = 1;
    EXPECT(NBF_INVALID_HANDLE, nbf_top(accuracy, 0, &limit, 1, 5, indices, best, &count));

    nbf_column both[2] = {accuracy, flops};
    int32_t lowest[2] = {0, 1}, *front = malloc(15625 * sizeof(int32_t));
    double reference[2] = {0, 1000};
    OK(nbf_pareto(both, lowest, 2, front, 15625, &count));
    CHECK(count > 2);
    int dominated = 0;
    for (size_t i = 0; i < count; i++)
        for (int j = 0; j < 15625; j++)
            dominated += values[j] >= values[front[i]] && costs[j] <= costs[front[i]] && (values[j] > values[front[i]] || costs[j] < costs[front[i]]);
    CHECK(dominated == 0);
    EXPECT(NBF_BUFFER_TOO_SMALL, nbf_pareto(both, lowest, 2, front, 1, &count));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_pareto(both, lowest, 0, front, 15625, &count));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_pareto(both, NULL, 2, front, 15625, &count));
    OK(nbf_hypervolume(both, lowest, reference, 2, &volume));
    CHECK(volume > 0);
    OK(nbf_correlation(accuracy, flops, NBF_KENDALL, &correlation));
    CHECK(correlation > 0 && correlation < 1);
    OK(nbf_correlation(accuracy, accuracy, NBF_SPEARMAN, &correlation));
    CHECK(fabs(correlation - 1) < 1e-12);
    EXPECT(NBF_INVALID_ARGUMENT, nbf_correlation(accuracy, flops, 7, &correlation));
    free(front);
    nbf_column own;
    OK(nbf_column_from(bench, values, 15625, &own));
    OK(nbf_correlation(accuracy, own, NBF_KENDALL, &correlation));
    CHECK(fabs(correlation - 1) < 1e-12);
    EXPECT(NBF_INVALID_ARGUMENT, nbf_column_from(bench, values, 15624, &none));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_column_from(bench, NULL, 15625, &none));
    OK(nbf_column_close(own));
    OK(nbf_column_close(accuracy));
    OK(nbf_column_close(flops));
    EXPECT(NBF_INVALID_HANDLE, nbf_column_close(flops));
    EXPECT(NBF_INVALID_HANDLE, nbf_column_data(flops, &costs, &length, NULL));
}

static void exercise_calls(nbf_bench bench)
{
    nbf_calls calls;
    size_t length = 0;
    char answer[4096];
    OK(nbf_calls_open(bench, 1, &calls));
    OK(nbf_call(calls, "{\"call\": \"get_more_info\", \"args\": {\"index\": 284, \"dataset\": \"cifar100\", \"hp\": \"200\", \"is_random\": false}}", &length));
    OK(nbf_answer(answer, sizeof answer, &length));
    CHECK(strstr(answer, "\"valid-accuracy\":61.67999998779297") != NULL);
    OK(nbf_call(calls, "{\"call\": \"arch\", \"args\": {\"index\": 99999}}", &length));
    EXPECT(NBF_BUFFER_TOO_SMALL, nbf_answer(answer, 4, &length));
    OK(nbf_answer(answer, sizeof answer, &length));
    CHECK(strstr(answer, "\"error\":\"ValueError\"") != NULL);
    OK(nbf_call(calls, "not JSON", &length));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_call(calls, NULL, &length));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_answer(answer, sizeof answer, &length));
    OK(nbf_calls_close(calls));
    EXPECT(NBF_INVALID_HANDLE, nbf_calls_close(calls));
}

static void exercise_search(nbf_bench bench)
{
    enum { TRIALS = 100 };
    nbf_trials one, two;
    nbf_trial ends[TRIALS], again[TRIALS];
    size_t count = 0, points = 0;
    OK(nbf_trials_run(bench, "rea", "population=20", "cifar10", "20000", 7, 0, TRIALS, 1, 1, 0, &one));
    OK(nbf_trials_run(bench, "rea", "population=20", "cifar10", "20000", 7, 0, TRIALS, 1, 2, 1, &two));
    OK(nbf_trials_ends(one, ends, TRIALS, &count));
    OK(nbf_trials_ends(two, again, TRIALS, &count));
    CHECK(count == TRIALS && memcmp(ends, again, sizeof ends) == 0 && ends[3].trial == 3 && ends[3].clock > 0 && ends[3].regret >= 0);
    OK(nbf_trials_points(one, NULL, 0, &points));
    CHECK(points == 0);
    OK(nbf_trials_points(two, NULL, 0, &points));
    CHECK(points > TRIALS);
    nbf_point *all = malloc(points * sizeof *all);
    OK(nbf_trials_points(two, all, points, &points));
    CHECK(all[0].trial == 0 && all[0].step == 0 && all[points - 1].trial == TRIALS - 1);
    EXPECT(NBF_BUFFER_TOO_SMALL, nbf_trials_points(two, all, 1, &points));
    free(all);
    OK(nbf_trials_close(one));
    OK(nbf_trials_close(two));
    EXPECT(NBF_FAILED, nbf_trials_run(bench, "reb", NULL, "cifar10", "20000", 7, 0, 10, 1, 1, 0, &one));
    EXPECT(NBF_FAILED, nbf_trials_run(bench, "rea", "size=9", "cifar10", "20000", 7, 0, 10, 1, 1, 0, &one));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_trials_run(bench, "rea", "population", "cifar10", "20000", 7, 0, 10, 1, 1, 0, &one));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_trials_run(bench, "rea", NULL, "cifar10", "much", 7, 0, 10, 1, 1, 0, &one));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_trials_run(bench, "rea", NULL, "cifar10", "20000", 7, -1, 10, 1, 1, 0, &one));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_trials_run(bench, "rea", NULL, "cifar10", "20000", 7, 0, 10, 1, -1, 0, &one));
    EXPECT(NBF_FAILED, nbf_trials_run(bench, "rea", NULL, "cifar10", "20000", 7, 0, 10, 0, 1, 0, &one));
}

static void exercise_weights(const char *archive, const char *folder)
{
    nbf_weights weights, none;
    size_t length = 0, bytes = 0;
    char path[4096], *json = malloc(1 << 20);
    OK(nbf_weights_open(archive, &weights));
    OK(nbf_weights_describe(weights, 284, "cifar10", "12", 111, json, 1 << 20, &length));
    CHECK(length > 0 && strstr(json, "{\"name\":\"stem.0.weight\",\"type\":\"float32\",\"shape\":[16,3,3,3]}") != NULL);
    EXPECT(NBF_BUFFER_TOO_SMALL, nbf_weights_read(weights, 284, "cifar10", "12", 111, NULL, 0, &bytes));
    float *numbers = malloc(bytes);
    OK(nbf_weights_read(weights, 284, "cifar10", "12", 111, numbers, bytes, &bytes));
    CHECK(bytes > 16 * 27 * sizeof(float) && isfinite(numbers[0]) && numbers[0] != 0);
    EXPECT(NBF_BUFFER_TOO_SMALL, nbf_weights_read(weights, 284, "cifar10", "12", 111, numbers, bytes - 1, &bytes));
    EXPECT(NBF_REFUSED, nbf_weights_read(weights, 284, "cifar10", "12", 112, numbers, bytes, &bytes));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_weights_read(weights, 284, "cifar10", "12", 111, numbers, bytes, NULL));
    nbf_status status = nbf_weights_describe(weights, 99999, "cifar10", "12", 111, json, 1 << 20, &length);
    CHECK(status == NBF_FAILED || status == NBF_REFUSED);
    OK(nbf_weights_close(weights));
    EXPECT(NBF_INVALID_HANDLE, nbf_weights_close(weights));
    snprintf(path, sizeof path, "%s/none.natsw", folder);
    EXPECT(NBF_FAILED, nbf_weights_open(path, &none));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_weights_open(NULL, &none));
    free(numbers);
    free(json);
}

static int told;

static int progress(double done, void *user)
{
    told += done >= 0 && done <= 1;
    return *(int *)user;
}

static void exercise_conversion(const char *archive, const char *folder)
{
    char path[4096];
    nbf_bench bench;
    int stop = 0;
    snprintf(path, sizeof path, "%s/converted.natsb", folder);
    OK(nbf_convert(archive, path, 0, progress, &stop));
    CHECK(told > 0);
    OK(nbf_open(path, &bench));
    OK(nbf_close(bench));
    stop = 1;
    snprintf(path, sizeof path, "%s/stopped.natsb", folder);
    EXPECT(NBF_CANCELLED, nbf_convert(archive, path, 1, progress, &stop));
    EXPECT(NBF_FAILED, nbf_open(path, &bench));
    EXPECT(NBF_FAILED, nbf_convert("/no/such/archive", path, 1, NULL, NULL));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_convert(archive, path, -1, NULL, NULL));
    EXPECT(NBF_INVALID_ARGUMENT, nbf_convert(NULL, path, 1, NULL, NULL));
}

static void *ask(void *given)
{
    nbf_simulation simulation = given;
    uint64_t generator = 1;
    nbf_outcome outcome;
    intptr_t refused = 0;
    for (int i = 0; i < 20000; i++)
        refused += nbf_simulate(simulation, i % 15625, &generator, &outcome) != NBF_OK;
    return (void *)refused;
}

/* Four threads ask while the handles are closed under them: whoever is late is refused, nobody crashes. */
static void exercise_threads(const char *path)
{
    pthread_t threads[4];
    nbf_bench bench;
    nbf_simulation simulation;
    void *refused;
    for (int round = 0; round < 20; round++) {
        OK(nbf_open(path, &bench));
        OK(nbf_simulation_open(bench, "cifar10", "12", NBF_LAST_EPOCH, &simulation));
        OK(nbf_close(bench));
        for (int i = 0; i < 4; i++)
            pthread_create(&threads[i], NULL, ask, simulation);
        OK(nbf_simulation_close(simulation));
        for (int i = 0; i < 4; i++)
            pthread_join(threads[i], &refused);
    }
}

int main(int count, char **arguments)
{
    nbf_bench sample, whole;
    if (count != 6) {
        fprintf(stderr, "usage: %s SAMPLE.natsb WHOLE.natsb ARCHIVE FOLDER FULL-ARCHIVE\n", arguments[0]);
        return 2;
    }
    exercise_library();
    exercise_opening(arguments[4]);
    OK(nbf_open(arguments[1], &sample));
    OK(nbf_open(arguments[2], &whole));
    exercise_description(sample);
    exercise_architectures(sample);
    exercise_tables(sample);
    exercise_simulation(whole);
    exercise_columns(whole);
    exercise_calls(sample);
    exercise_search(whole);
    exercise_conversion(arguments[3], arguments[4]);
    exercise_weights(arguments[5], arguments[4]);
    exercise_threads(arguments[2]);
    OK(nbf_close(sample));
    OK(nbf_close(whole));
    EXPECT(NBF_INVALID_HANDLE, nbf_close(whole));
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
